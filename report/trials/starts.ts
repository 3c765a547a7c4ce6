import { timeOf } from "./timeline";
import type { Trial } from "./trialRun";

/** Seconds that each new pod of the rolling updates took, from when it was heard of until it was ready. */
export function startsOf(trials: readonly Trial[]): number[] {
  return trials.filter(({ kind }) => kind === "rollout").flatMap(startsIn);
}

function startsIn({ timeline }: Trial): number[] {
  const order = timeOf("rollout", timeline) ?? Infinity;
  const starting = new Map<string, number>();
  const started = new Map<string, number>();
  const old = new Set<string>();
  for (const one of timeline) {
    if (one.kind !== "pod" || one.pod.of !== "service") continue;
    const { uid, ready } = one.pod;
    if (one.at < order) old.add(uid);
    if (old.has(uid)) continue;
    const since = starting.get(uid);
    if (!ready && since === undefined) starting.set(uid, one.at);
    if (ready && since !== undefined && !started.has(uid)) started.set(uid, one.at - since);
  }
  return [...started.values()].map((millis) => millis / 1_000);
}
