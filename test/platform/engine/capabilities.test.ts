import { lacksSysResource } from "../../../platform/engine/capabilities";

const status = (bounding: string, effective: string): string =>
  `Name:\tnode\nCapInh:\t0000000000000000\nCapEff:\t${effective}\nCapBnd:\t${bounding}\n`;

describe("lacksSysResource", () => {
  it("is false, when root holds every capability", () => {
    expect(lacksSysResource(status("000001ffffffffff", "000001ffffffffff"))).toBe(false);
  });

  it("is true, when the bounding set lacks bit 24", () => {
    expect(lacksSysResource(status("000001fffeffffff", "000001fffeffffff"))).toBe(true);
  });

  it("is true, when only the effective set lacks it", () => {
    expect(lacksSysResource(status("000001ffffffffff", "000001fffeffffff"))).toBe(true);
  });

  it("is false, when the system has no such sets", () => {
    expect(lacksSysResource("")).toBe(false);
  });
});
