import { type Course, courseOf, readingsOf, readingsOfOrdered } from "./course";
import { coveredTime, largest, type TrialRefusal, type Verdict, verdictOf } from "./judgement";
import { type Requests, requestsOf } from "./load";
import { TOLERANCE } from "./scaling";
import { timeOf } from "./timeline";
import type { Trial } from "./trialRun";
import { type WayBack, wayBackOf } from "./wayBack";

/** A load that takes memory, and next to no CPU. */
export interface MemoryScaling extends Partial<Requests> {
  readonly refusal?: TrialRefusal;
  readonly rate?: number;
  /** Open at one time. */
  readonly connections?: number;
  /** What was aimed at meanwhile, as a share of the memory that a pod requests. */
  readonly target?: number;
  /** The largest shares of the targets that were seen while the number of pods was still as before. */
  readonly memory?: number;
  readonly cpu?: number;
  /** Pods that there were before, and the most while it lasted. */
  readonly from?: number;
  readonly wanted?: number;
  /** From the order for the load until more pods were wanted; absent: never. */
  readonly seconds?: number;
  readonly wayBack?: WayBack;
  readonly course?: Course;
  readonly verdict: Verdict;
}

export function judgeMemory(trial: Trial | undefined): MemoryScaling {
  const refused = (refusal: TrialRefusal): MemoryScaling => ({ refusal, verdict: "refused" });
  if (trial === undefined) return refused({ kind: "not-done" });
  const { load, missing, timeline, scaling } = trial;
  if (missing !== undefined) return refused({ kind: "missing", detail: missing });
  const covered = coveredTime(trial);
  const sent = timeOf("load-sent", timeline);
  if (!load || !covered || !scaling || sent === undefined) return refused({ kind: "no-load" });
  const readings = readingsOfOrdered(timeline, sent, covered.to);
  const [first] = readings;
  const grew = readings.findIndex(({ wanted }) => wanted > first.found);
  const until = readings.slice(0, grew === -1 ? undefined : grew + 1);
  const memory = largest(until.flatMap((one) => one.memory ?? []));
  const cpu = largest(until.flatMap((one) => one.cpu ?? []));
  if (memory === undefined || cpu === undefined) return refused({ kind: "no-figures" });
  // Whether memory alone has done it can only be told where CPU has not asked for it.
  if (memory <= 1 + TOLERANCE || cpu > 1) return refused({ kind: "other-load" });
  const gone = timeOf("load-gone", timeline);
  const wayBack =
    gone === undefined ? undefined : wayBackOf(readingsOf(timeline), gone, scaling.fewest);
  return {
    ...{ rate: load.rate, connections: load.connections, memory, cpu, from: first.found },
    wanted: largest(readings.map(({ wanted }) => wanted)),
    ...(grew !== -1 && { seconds: (readings[grew].at - sent) / 1_000 }),
    ...requestsOf([load]),
    ...(trial.memoryTarget !== undefined && { target: trial.memoryTarget / 100 }),
    ...(wayBack && { wayBack }),
    course: courseOf(trial, sent, timeline.at(-1)?.at ?? covered.to),
    verdict: verdictOf([grew !== -1, ...(wayBack ? [wayBack.seconds !== undefined] : [])]),
  };
}
