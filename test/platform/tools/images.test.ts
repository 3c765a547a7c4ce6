import { isGoodEnough } from "../../../platform/tools/images";

const official = { kind: "official" } as const;
const made = { kind: "made", key: "this recipe" } as const;
const outdated = { kind: "made", key: "an older recipe" } as const;

describe("isGoodEnough", () => {
  it.each([
    ["takes an official image", official, undefined, true],
    ["takes an official image, when told to download", official, "download", true],
    ["does not take an official image, when told to build", official, "build", false],
    ["takes an image made by this recipe", made, undefined, true],
    ["takes an image made by this recipe, when told to build", made, "build", true],
    ["does not take a made image, when told to download", made, "download", false],
    ["does not take an image made by an older recipe", outdated, undefined, false],
    ["takes nothing, when there is nothing", { kind: "none" } as const, undefined, false],
  ] as const)("%s", (_, held, forced, expected) => {
    expect(isGoodEnough(held, "this recipe", forced)).toBe(expected);
  });
});
