import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { MEASURING_PLANS } from "../../components/benchmark/plan";
import { writeWhole } from "../../platform/wholeFile";
import { folderAt, type ReportFolder, reportFolder } from "../reporting/folder";

// Both become names of files.
const name = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/);

const sessionSchema = z.object({
  subject: z.string(),
  /** Absent where it is a session of two arms. */
  kind: z.literal("pods").optional(),
  /** Counted from 0, where the plan starts both servers several times; each is a session. */
  start: z.number().optional(),
  namespace: z.string(),
  /** The Job of the stack that this session repeats. Its name is a hash of what is measured. */
  source: z.string(),
  /** The Job of this run. */
  job: name,
  /** References by digest, by the name of the arm or variant. */
  images: z.record(z.string(), z.string()),
  /** How its Job ended; its log is saved then. Absent while it is still to be made. */
  ended: z.enum(["complete", "failed"]).optional(),
  /** Why there is no log, as a sentence. */
  missing: z.string().optional(),
  /** Jobs that measured this before, the first one first, and came out noisy; their logs are kept. */
  noisy: z.array(name).optional(),
});

const runSchema = z.object({
  /** Raised whenever a field changes its meaning or goes away. */
  schema: z.literal("tare-run/1"),
  id: name,
  experiment: z.string(),
  plan: z.enum(MEASURING_PLANS),
  /** As the load generator reads it. */
  planDocument: z.unknown(),
  /** In the order in which they are measured. */
  sessions: z.array(sessionSchema),
  /** ISO 8601. */
  startedAt: z.string(),
  /** ISO 8601; absent while sessions are missing. */
  finishedAt: z.string().optional(),
  /** One entry for each time that the run was worked at to the end: what was said, what it took. */
  lengths: z.array(
    z.object({ sessions: z.number(), forecastSeconds: z.number(), seconds: z.number() }),
  ),
});

/** One repetition of a case study's measurements, as out/<env>/bench/<id>/run.json records it. */
export type Run = z.infer<typeof runSchema>;
export type RunSession = Run["sessions"][number];

/** Where the runs of an environment are. */
export function runsFolder(environment: string): string {
  return join(reportFolder(environment).path, "bench");
}

export function folderOf(runs: string, { id }: Pick<Run, "id">): ReportFolder {
  return folderAt(join(runs, id));
}

/** Whole or not at all, whenever the program is killed. */
export function writeRun(runs: string, run: Run): void {
  const { path, raw } = folderOf(runs, run);
  mkdirSync(raw, { recursive: true });
  writeWhole(join(path, "run.json"), `${JSON.stringify(run, undefined, 2)}\n`);
}

/** The newest first. A folder without a run that can be read is none. */
export function readRuns(runs: string): Run[] {
  const ids = existsSync(runs) ? readdirSync(runs) : [];
  return ids
    .flatMap((id) => readRun(join(runs, id, "run.json")) ?? [])
    .sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
}

function readRun(file: string): Run | undefined {
  try {
    return runSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}
