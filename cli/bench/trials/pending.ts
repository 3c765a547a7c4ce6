import { type Trial } from "../../../report/trials/trialRun";
import { type Stage } from "./stage";

/** One trial that is still to be made. */
export interface Pending {
  readonly id: string;
  readonly title: string;
  readonly seconds: number;
  readonly make: (stage: Stage) => Promise<Trial>;
}

/** Trials of one sort in one text: `rolling update (20 times)`. In the order of their first. */
export function sortsOf(pending: readonly Pick<Pending, "title">[]): string[] {
  const times = new Map<string, number>();
  for (const { title } of pending) {
    const sort = title.replace(/ \d+ of \d+/, "");
    times.set(sort, (times.get(sort) ?? 0) + 1);
  }
  return [...times].map(([sort, count]) => (count === 1 ? sort : `${sort} (${count} times)`));
}
