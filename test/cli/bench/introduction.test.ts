import { introduction } from "../../../cli/bench/introduction";
import { runAt, WISH } from "./sampleRun";

const textOf = (starts: number, pending = (index: number) => index >= 0): string => {
  const run = runAt(1, { ...WISH, starts });
  const left = run.sessions.filter((_, index) => pending(index));
  return introduction(run, left, 600, "out/dev/bench/1").join("\n");
};

test("names each server once, with the starts that are to be made", () => {
  expect(textOf(3)).toContain("hyperlane (3 starts), node-std (3 starts), one after another");
  expect(textOf(1)).toContain("measure   hyperlane, node-std, one after another");
});

test("tells what is kept from what is still to be made", () => {
  const text = textOf(3, (index) => index > 2);

  expect(text).toContain("kept      hyperlane (2 starts), node-std (1 start), measured before");
  expect(text).toContain("measure   node-std (2 starts), hyperlane (1 start), one after another");
});
