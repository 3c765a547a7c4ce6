import { stepsFor } from "./calibration";

test("as many steps as make a request dearer by the share, if each costs the same", () => {
  expect(stepsFor(0.03, { steps: 3_000, without: 20e-6, burning: 26e-6 })).toBe(300);
  expect(stepsFor(0.3, { steps: 3_000, without: 20e-6, burning: 26e-6 })).toBe(3_000);
});

test("throws, when the steps were not seen", () => {
  expect(() => stepsFor(0.03, { steps: 3_000, without: 20, burning: 20.4 })).toThrow(
    "BURN=3000 made a request dearer by 2.0 %, which is too little to go by: " +
      "the deployed 'reference' may be older than BURN; run 'make up'",
  );
});
