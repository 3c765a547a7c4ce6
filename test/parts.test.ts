import { readdirSync } from "node:fs";
import { chosenParts, LIMITS, PARTS, SET_UPS } from "./parts";

const everything = [...PARTS, ...Object.values(SET_UPS)];

test.each(["cold", "warm"] as const)("the declared minutes stay below the limit, %s", (state) => {
  const sum = everything.reduce((minutes, part) => minutes + part[state], 0);

  expect(sum).toBeLessThanOrEqual(LIMITS[state]);
});

test("no part is quicker on an empty machine than on a warm one", () => {
  for (const { cold, warm } of everything) expect(cold).toBeGreaterThanOrEqual(warm);
});

test.each([
  [undefined, ["check", "manifests", "browser", "images", "conformance", "cluster"]],
  ["", ["check", "manifests", "browser", "images", "conformance", "cluster"]],
  ["cluster,check", ["check", "cluster"]],
])("of %j the chosen parts come in their order", (names, expected) => {
  expect(chosenParts(names).map(({ name }) => name)).toEqual(expected);
});

test("a part that does not exist is named, instead of passing with nothing run", () => {
  expect(() => chosenParts("check,imgaes")).toThrow("there is no part 'imgaes'");
});

test("no project leaves tests out by a list that an option of the command line would replace", () => {
  const { projects } = jest.requireActual<{
    projects: { displayName: string; testMatch: string[] }[];
  }>("../jest.config.js");
  const [unit, ...others] = projects;

  for (const project of projects) expect(project).not.toHaveProperty("testPathIgnorePatterns");
  const needy = others.map(({ displayName }) => displayName);
  expect(readdirSync(__dirname)).toEqual(expect.arrayContaining(needy));
  expect(unit.testMatch).toEqual([
    "<rootDir>/test/*.test.ts",
    `<rootDir>/test/!(${needy.join("|")})/**/*.test.ts`,
  ]);
});
