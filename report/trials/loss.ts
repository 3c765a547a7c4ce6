import { largest, type TrialRefusal, type Verdict, verdictOf } from "./judgement";
import { type Moment, momentsOf, podsAt, serves, timeOf, type Timeline } from "./timeline";
import type { Trial } from "./trialRun";

/** Seconds until every pod of the service is not ready, and until it is again. */
export const READINESS_LIMIT = 10;
/** Seconds for any answer while the database is away. */
export const ANSWER_LIMIT = 2;

/** The database taken away and given back. */
export interface Loss {
  readonly refusal?: TrialRefusal;
  /** From the order to take it away until its pod was gone. */
  readonly lossSeconds?: number;
  /** Containers of the service that were started again. */
  readonly restarts?: number;
  /** From that order until the last pod of the service was not ready; absent if one stayed ready. */
  readonly notReady?: number;
  /** From the database's being ready until every pod of the service was. */
  readonly ready?: number;
  /** At the pods' own addresses, while the database's pod was gone. */
  readonly answers?: number;
  /** Of them, those that were not 503 with Retry-After in time. */
  readonly bad?: number;
  readonly slowest?: number;
  readonly verdict: Verdict;
}

export function judgeLoss(trial: Trial | undefined): Loss {
  const refused = (refusal: TrialRefusal): Loss => ({ refusal, verdict: "refused" });
  if (trial === undefined) return refused({ kind: "not-done" });
  const { timeline, missing } = trial;
  if (missing !== undefined) return refused({ kind: "missing", detail: missing });
  const [off, on] = [timeOf("database-off", timeline), timeOf("database-on", timeline)];
  if (off === undefined || on === undefined) return refused({ kind: "not-done" });
  const database = momentsOf("database", timeline);
  const gone = firstAt(database, off, (pods) => pods.length === 0);
  const back = firstAt(database, on, (pods) => pods.some(serves));
  if (gone === undefined || gone > on || back === undefined) return refused({ kind: "not-ended" });
  const service = momentsOf("service", timeline);
  const notReady = silentAfter(podsAt(off, service), service, off, on);
  const ready = readyAfter(service, back);
  const answers = judgeAnswers(timeline, gone, on);
  if (answers === undefined) return refused({ kind: "no-answers" });
  const restarts = restartsOf(timeline, off);
  const inTime = (seconds: number | undefined): boolean =>
    seconds !== undefined && seconds <= READINESS_LIMIT;
  return {
    ...{ lossSeconds: (gone - off) / 1_000, restarts, notReady, ready, ...answers },
    verdict: verdictOf([restarts === 0, inTime(notReady), inTime(ready), answers.bad === 0]),
  };
}

/** When the pods were first as asked for, at `time` or after it. */
function firstAt(
  moments: readonly Moment[],
  time: number,
  holds: (pods: Moment["pods"]) => boolean,
): number | undefined {
  if (moments.length > 0 && holds(podsAt(time, moments))) return time;
  return moments.find(({ at, pods }) => at > time && holds(pods))?.at;
}

/** Seconds until the last pod was not ready, or gone; `undefined` where one was ready to the end. */
function silentAfter(
  before: Moment["pods"],
  moments: readonly Moment[],
  off: number,
  on: number,
): number | undefined {
  const times = before.map(({ uid }) =>
    firstAt(moments, off, (pods) => !pods.some((pod) => pod.uid === uid && pod.ready)),
  );
  const last = largest(times.map((time) => time ?? Number.POSITIVE_INFINITY));
  return last === undefined || last > on ? undefined : (last - off) / 1_000;
}

/** Seconds until all pods of the service are ready at the same time. */
function readyAfter(moments: readonly Moment[], back: number): number | undefined {
  const at = firstAt(moments, back, (pods) => pods.length > 0 && pods.every(serves));
  return at === undefined ? undefined : (at - back) / 1_000;
}

/** What was asked while the database's pod was surely gone, and had its time before it could be back. */
function judgeAnswers(timeline: Timeline, gone: number, on: number) {
  const all = timeline
    .filter((one) => one.kind === "answer")
    .filter(({ at }) => at >= gone && at + ANSWER_LIMIT * 1_000 <= on);
  const slowest = largest(all.map(({ millis }) => millis / 1_000));
  if (slowest === undefined) return undefined;
  const good = all.filter(
    ({ status, retryAfter, millis }) =>
      status === 503 && retryAfter && millis <= ANSWER_LIMIT * 1_000,
  );
  return { answers: all.length, bad: all.length - good.length, slowest };
}

/** More restarts of a pod than it had at the order, or any of one that came later. */
function restartsOf(timeline: Timeline, off: number): number {
  const before = new Map(
    podsAt(off, momentsOf("service", timeline)).map(({ uid, restarts }) => [uid, restarts]),
  );
  const most = new Map<string, number>();
  for (const one of timeline) {
    if (one.kind !== "pod" || one.pod.of !== "service" || one.at < off) continue;
    const more = one.pod.restarts - (before.get(one.pod.uid) ?? 0);
    most.set(one.pod.uid, Math.max(most.get(one.pod.uid) ?? 0, more));
  }
  return [...most.values()].reduce((sum, count) => sum + count, 0);
}
