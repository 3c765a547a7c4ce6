import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  trialRunFolder,
  unfinishedTrials,
  withTrial,
  writeTrials,
} from "../../../../cli/bench/trials/trialFile";
import { pendingTrials } from "../../../../cli/bench/trials/trialSteps";
import { sampleTrials, trial } from "../../../report/trials/sampleTrial";

const WHOLE = sampleTrials();
const EMPTY = { ...WHOLE, trials: [] };
const ids = (run: typeof WHOLE) => pendingTrials(run, []).map(({ id }) => id);

let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "tare-trials-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keep = (run: typeof WHOLE): void => writeTrials(trialRunFolder(folder, run), run);

describe("trials that are interrupted", () => {
  test("go on with what was not seen", () => {
    const unseen = withTrial(WHOLE, trial("loss", [], { missing: "no", load: undefined }));

    expect(ids(EMPTY)).toEqual(["rollout-1", "evictions", "loss"]);
    expect(ids(unseen)).toEqual(["loss"]);
    expect(ids(WHOLE)).toEqual([]);
  });

  test("are found again, the newest", () => {
    keep({ ...EMPTY, id: "20260101-000000" });
    keep(EMPTY);
    writeFileSync(join(folder, "note"), "no run");

    expect(unfinishedTrials(folder, WHOLE)).toEqual(EMPTY);
  });

  test.each([
    ["have ended", { finishedAt: "2026-01-02T03:09:00.000Z" }],
    ["are of another image", { image: "localhost:5001/tare/shop@sha256:bb" }],
    ["are of another plan", { plan: { ...WHOLE.plan, rollouts: 9 } }],
  ])("are not gone on with when they %s", (_, more) => {
    keep({ ...EMPTY, ...more });

    expect(unfinishedTrials(folder, WHOLE)).toBeUndefined();
  });

  test("are none where there are none", () => {
    expect(unfinishedTrials(join(folder, "none"), WHOLE)).toBeUndefined();
  });
});

test("a trial that is made again takes the place of the one before it", () => {
  const again = trial("rollout", [], { missing: "again" });

  const { trials } = withTrial(WHOLE, again);

  expect(trials).toHaveLength(3);
  expect(trials).toContain(again);
});
