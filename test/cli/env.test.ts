import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { exportLine } from "../../cli/env";

test("a shell reads back exactly the text that was given, whatever stands in it", () => {
  const text = fc.string({ maxLength: 40 }).filter((value) => !value.includes("\0"));
  fc.assert(
    fc.property(text, (value) => {
      const script = `${exportLine("X", value)}\nprintf %s "$X"`;
      return execFileSync("sh", ["-c", script], { encoding: "utf8" }) === value;
    }),
    { numRuns: 30 },
  );
});
