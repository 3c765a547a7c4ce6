import { type Duration, duration } from "../config/duration";
import { rate } from "../config/rate";
import { deadlineAfter, type Plan } from "./plan";

/** The part of the plan that is of a comparison of pods, as the load generator reads it. */
export function podPlanDocument({ connections, threads, seed, cost, pods }: Plan): object {
  const milliseconds = (text: Duration): number => duration.parse(text);
  return {
    connections,
    threads,
    seed,
    settleMillis: milliseconds(pods.settle),
    blocks: pods.blocks,
    cost: { sliceMillis: milliseconds(pods.cost), rate: rate.parse(cost.rate) },
    peak: { sliceMillis: milliseconds(pods.peak) },
  };
}

/** For a pod to come, to be read, and to go. */
const AROUND_POD: Duration = "3 s";
/** To start, to read what an idle machine does, to print the result. */
const AROUND: Duration = "4 s";

/** How long a comparison takes from the start of its container to its result. */
export function podSessionLength({ pods }: Plan, variants: number): Duration {
  const parse = (text: Duration): number => duration.parse(text);
  const load = 2 * parse(pods.settle) + parse(pods.cost) + parse(pods.peak);
  return duration.render(pods.blocks * variants * (load + parse(AROUND_POD)) + parse(AROUND));
}

/** When the Job of a comparison is ended, counted from its start. */
export function podDeadline(plan: Plan, variants: number): Duration {
  return deadlineAfter(podSessionLength(plan, variants));
}
