import fc from "fast-check";
import { durationText } from "../../../cli/steps/duration";
import { plainRenderer } from "../../../cli/steps/plainRenderer";
import { type Step } from "../../../cli/steps/step";

const steps: Step[] = Array.from({ length: 12 }, (_, index) => ({
  id: `s${index}`,
  title: `step ${index + 1}`,
  seconds: index === 2 ? 60 : 1,
  run: () => Promise.resolve(),
}));
const [short, , long] = steps as [Step, Step, Step];

test("a long step says when it begins, and each step when it is done", () => {
  const lines: string[] = [];
  const renderer = plainRenderer(steps, (line) => lines.push(line));

  renderer.start(short);
  renderer.done(short, 0.4);
  renderer.start(long);
  renderer.done(long, 41.2);
  renderer.ended(long, 3, "failed");

  expect(lines).toEqual([
    "[ 1/12] step 1 ... 0 s (about 1 s)",
    "[ 3/12] step 3 (about 60 s)",
    "[ 3/12] step 3 ... 41 s (about 60 s)",
    "[ 3/12] step 3 ... failed after 3 s",
  ]);
});

test("notes come now and then, not one for each line of a tool", () => {
  const lines: string[] = [];
  let now = 0;
  const renderer = plainRenderer(
    steps,
    (line) => lines.push(line),
    () => now,
  );

  renderer.start(short);
  renderer.note(short, "too early");
  now = 20_000;
  renderer.note(short, "half way");
  renderer.note(short, "too soon after that");

  expect(lines).toEqual(["        step 1: half way"]);
});

test.each([
  [0.4, "0 s"],
  [99.4, "99 s"],
  [120, "2 min"],
  [99 * 60, "99 min"],
  [2 * 3_600, "2 h"],
  [2 * 3_600 + 5 * 60, "2 h 5 min"],
])("%s seconds read '%s'", (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

test("a duration's text is never off by more than half its unit", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 100_000, noNaN: true }), (seconds) => {
      const [, hours = "0"] = /(\d+) h/.exec(durationText(seconds)) ?? [];
      const [, minutes = "0"] = /(\d+) min/.exec(durationText(seconds)) ?? [];
      const [, rest = "0"] = /(\d+) s/.exec(durationText(seconds)) ?? [];
      const read = Number(hours) * 3_600 + Number(minutes) * 60 + Number(rest);
      return Math.abs(read - seconds) <= (rest === "0" && seconds >= 1 ? 30 : 0.5);
    }),
  );
});
