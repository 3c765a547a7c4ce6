import { existsSync } from "node:fs";
import { join } from "node:path";
import { type MeasuringPlan, planOfStart } from "../../components/benchmark/plan";
import { UserError } from "../../platform/errors";
import { type Progress } from "../../platform/progress";
import { writeWhole } from "../../platform/wholeFile";
import { type ReportFolder } from "../reporting/folder";
import { derivedJob, planFor } from "./derivedJob";
import { type JobCluster, jobState } from "./jobCluster";
import { type Run, type RunSession } from "./runFile";
import { readSource, type Source } from "./source";

/** What making the sessions of a run takes. */
export interface Workplace {
  readonly cluster: JobCluster;
  readonly folder: ReportFolder;
  readonly run: Pick<Run, "id" | "plan">;
  /** Of the session that is made. */
  readonly source: Source;
}

const TRIES_FOR_LOG = 3;

/**
 * Makes one session: a Job, its log, and no Job any more. A Job that ended while nobody was there to
 * save its log is not made again; one that was left running is, for nobody knows what disturbed it.
 * Whatever ends this early, the Job goes too.
 */
export async function makeSession(
  session: RunSession,
  place: Workplace,
  progress: Progress,
): Promise<RunSession> {
  const { cluster } = place;
  const before = jobState(await cluster.read(session));
  if (before === "complete") return keep(session, "complete", place);
  if (before !== "gone") await cluster.remove(session);
  try {
    await create(session, place);
    progress.note("the Job is running");
    const ended = await cluster.ended(session);
    if (ended !== "gone") return await keep(session, ended, place);
    throw new UserError(
      `job ${session.job} was deleted while it was running`,
      "run the same command again: what was measured is kept",
    );
  } catch (error) {
    // With a signal of its own: the one that ended the waiting would end the removal, too.
    await cluster.remove(session, AbortSignal.timeout(60_000)).catch(() => undefined);
    throw error;
  }
}

async function create(session: RunSession, { cluster, run, source }: Workplace): Promise<void> {
  const manifest = await readSource(source, cluster);
  const plan = planOfStart(planFor(run.plan satisfies MeasuringPlan, manifest), session.start ?? 0);
  await cluster.create(derivedJob(manifest, { name: session.job, run: run.id, plan }));
}

/** The log first, since it is all that there is; then the Job has done its duty. */
async function keep(
  session: RunSession,
  ended: "complete" | "failed",
  { cluster, folder }: Workplace,
): Promise<RunSession> {
  const found = await logOf(session, cluster);
  if ("log" in found) writeWhole(join(folder.raw, `${session.job}.log`), found.log);
  await cluster.remove(session);
  return "log" in found
    ? { ...session, ended, missing: undefined }
    : { ...session, ended: "failed", missing: found.missing };
}

async function logOf(session: RunSession, cluster: JobCluster) {
  let found = await cluster.log(session);
  for (let tries = 1; tries < TRIES_FOR_LOG && "missing" in found; tries += 1) {
    found = await cluster.log(session);
  }
  return found;
}

/** A session whose log was deleted by hand has not been made. */
export function isKept(session: RunSession, { raw }: ReportFolder): boolean {
  return session.ended === "complete" && existsSync(join(raw, `${session.job}.log`));
}
