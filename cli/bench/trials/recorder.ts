import { type Act, type Observation, type Timeline } from "../../../report/trials/timeline";

type Undated<T> = T extends unknown ? Omit<T, "at"> : never;

/** Writes down what is seen, when it is seen, and tells those who wait for something. */
export class Recorder {
  private readonly begin = performance.now();
  private readonly seen: Observation[] = [];
  private readonly listeners = new Set<() => void>();

  get timeline(): Timeline {
    return this.seen;
  }

  /** Milliseconds since the trial began. */
  now(): number {
    return performance.now() - this.begin;
  }

  /** @param at when it happened, if that is not now; what is seen later may have begun before. */
  add(observation: Undated<Observation>, at = this.now()): void {
    this.seen.push({ ...observation, at });
    for (const listener of this.listeners) listener();
  }

  act(act: Act): void {
    this.add({ kind: "act", act });
  }

  /** Whether it came to be in time. */
  async until(
    holds: (timeline: Timeline) => boolean,
    seconds: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    signal.throwIfAborted();
    if (holds(this.seen)) return true;
    return new Promise((resolve, reject) => {
      const end = (finish: () => void): void => {
        this.listeners.delete(look);
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
        finish();
      };
      const look = (): void => {
        if (holds(this.seen)) end(() => resolve(true));
      };
      const stop = (): void => end(() => reject(signal.reason as Error));
      const timer = setTimeout(() => end(() => resolve(false)), seconds * 1_000);
      this.listeners.add(look);
      signal.addEventListener("abort", stop);
    });
  }
}

/** Lets time pass while the watch goes on. */
export async function wait(
  recorder: Recorder,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  await recorder.until(() => false, seconds, signal);
}
