import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRuns, writeRun } from "../../../cli/bench/runFile";
import { runAt } from "./sampleRun";

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "tare-runs-"))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("runs are read as they were written, the newest first", () => {
  const [early, late] = [runAt(1), runAt(2)];
  writeRun(dir, early);
  writeRun(dir, late);

  expect(readRuns(dir)).toEqual([late, early]);
});

test("a folder without a run that can be read is none", () => {
  mkdirSync(join(dir, "empty"));
  mkdirSync(join(dir, "cut"));
  writeFileSync(join(dir, "cut", "run.json"), '{"schema":');

  expect(readRuns(dir)).toEqual([]);
  expect(readRuns(join(dir, "none"))).toEqual([]);
});
