import { isDeepStrictEqual } from "node:util";
import { type Benchmark } from "../reporting/outputs";
import { type Run, type RunSession } from "./runFile";

/** What a call of `bench` asks for. */
export interface Wish {
  readonly experiment: string;
  readonly plan: Run["plan"];
  /** Sessions of each pairing, see {@link Plan.starts}. */
  readonly starts: number;
  readonly planDocument: unknown;
  /** Sessions of the stack that are to be repeated, in their order. */
  readonly benchmarks: readonly Benchmark[];
}

/** A run under way. What happens to it is written down at once, so it is never changed in place. */
export function newRun(wish: Wish, now: Date): Run {
  const id = idOf(now);
  const { experiment, plan, planDocument } = wish;
  return {
    schema: "tare-run/1",
    id,
    experiment,
    plan,
    planDocument,
    sessions: sessionsOf(wish, id),
    startedAt: now.toISOString(),
    lengths: [],
  };
}

/**
 * One session of each subject, then the next one of each, so that the starts of a server lie as far apart as they
 * can. A comparison of pods makes new ones in every block and has one session, after all others.
 */
function sessionsOf({ starts, benchmarks }: Wish, id: string): RunSession[] {
  const sessionOf = ({ subject, kind, namespace, job, images }: Benchmark, start?: number) => ({
    subject,
    ...(kind && { kind }),
    ...(start === undefined ? {} : { start }),
    namespace,
    source: job,
    job: `bench-${subject}-${id}${start === undefined ? "" : `-s${start + 1}`}`,
    images: { ...images },
  });
  const pairings = benchmarks.filter(({ kind }) => kind !== "pods");
  const pods = benchmarks.filter(({ kind }) => kind === "pods");
  const rounds = Array.from({ length: starts }, (_, start) => (starts > 1 ? start : undefined));
  return [
    ...rounds.flatMap((start) => pairings.map((one) => sessionOf(one, start))),
    ...pods.map((one) => sessionOf(one)),
  ];
}

/** `20260102-030405`: sorts by time, and is short enough for the name of a Job. */
function idOf(now: Date): string {
  const [day, time] = now.toISOString().split("T");
  return `${day?.replaceAll("-", "")}-${time?.slice(0, 8).replaceAll(":", "")}`;
}

/**
 * The run that the same call began and did not end, if nothing of what it measures has changed
 * since. Only the newest counts: whoever began anew has given the older one up.
 *
 * @param runs the newest first
 */
export function unfinishedRun(runs: readonly Run[], wish: Wish): Run | undefined {
  const newest = newestRun(runs, wish);
  return newest?.finishedAt === undefined ? newest : undefined;
}

/**
 * The newest run of the same call, finished or not, if nothing of what it measures has changed since.
 *
 * @param runs the newest first
 */
export function newestRun(runs: readonly Run[], wish: Wish): Run | undefined {
  const wished = sessionsOf(wish, "");
  const newest = runs.find(
    (run) => isAlike(run, wish) && isDeepStrictEqual(subjectsOf(run.sessions), subjectsOf(wished)),
  );
  if (newest === undefined) return undefined;
  const same = isDeepStrictEqual(sourcesOf(newest.sessions), sourcesOf(wished));
  return same ? newest : undefined;
}

/** The last whole run of the same case study and plan before this one. */
export function previousRun(runs: readonly Run[], run: Run): Run | undefined {
  return runs.find((one) => one.id !== run.id && one.finishedAt !== undefined && isAlike(one, run));
}

/** The run with one session in another state. */
export function withSession(run: Run, session: RunSession): Run {
  return {
    ...run,
    sessions: run.sessions.map((one) => (one.job === session.job ? session : one)),
  };
}

function isAlike(run: Run, other: Pick<Run, "experiment" | "planDocument">): boolean {
  return (
    run.experiment === other.experiment && isDeepStrictEqual(run.planDocument, other.planDocument)
  );
}

function subjectsOf(sessions: readonly RunSession[]): string[] {
  return sessions.map(({ subject }) => subject);
}

function sourcesOf(sessions: readonly RunSession[]): string[] {
  return sessions.map(({ source }) => source);
}
