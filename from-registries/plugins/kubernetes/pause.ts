import { setTimeout as sleep } from "node:timers/promises";
import { CancelledError } from "./apiErrors";

/** Waits; throws {@link CancelledError} as soon as the signal is given. */
export async function pause(
  milliseconds: number,
  signal: AbortSignal | undefined,
  what: string,
): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch {
    throw new CancelledError(what);
  }
}
