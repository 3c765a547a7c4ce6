import type { Load } from "./load";
import { timeOf, timesOf } from "./timeline";
import type { Trial } from "./trialRun";

/** Why a trial shows nothing. Data, not text: a report has more than one language. */
export type TrialRefusal =
  /** `detail` is a sentence of whoever looked. */
  | { readonly kind: "missing"; readonly detail: string }
  /** It never did what it is about. */
  | { readonly kind: "not-done" }
  /** It was still under way when the load ended, or when nobody looked any more. */
  | { readonly kind: "not-ended" }
  /** No pod answered at its own address while the database was away. */
  | { readonly kind: "no-answers" }
  /** Not all of the load was there. */
  | { readonly kind: "no-load" }
  /** The autoscaler has told no figures, or the wrong ones for what was tried. */
  | { readonly kind: "no-figures" }
  | { readonly kind: "other-load" }
  /** No rolling update has shown how long a pod takes to start. */
  | { readonly kind: "no-starts" };

/**
 * `failed`: what was promised was seen broken. `incomplete`: some of it could not be seen, and the rest
 * holds. `refused`: nothing was seen.
 */
export type Verdict = "passed" | "failed" | "incomplete" | "refused";

/** @param seen one entry for each thing that could have been seen: whether it held, if it was seen */
export function verdictOf(seen: readonly (boolean | undefined)[]): Verdict {
  if (seen.includes(false)) return "failed";
  if (!seen.includes(true)) return "refused";
  return seen.includes(undefined) ? "incomplete" : "passed";
}

/**
 * When the load surely was there, in milliseconds of the trial. Its process began between the moment
 * at which its pod was sent and the one at which it was seen to run, so the window is taken as
 * beginning late and ending early. A load that takes over has no settling, and counts where it ran
 * before the one before it ended.
 */
export function coveredTime({ timeline, load, more = [], settleSeconds }: Trial) {
  const [sent, runs] = [timeOf("load-sent", timeline), timeOf("load-runs", timeline)];
  if (load === undefined || sent === undefined || runs === undefined) return undefined;
  const settle = settleSeconds * 1_000;
  const later = { sent: timesOf("more-sent", timeline), runs: timesOf("more-runs", timeline) };
  const to = more.reduce(
    (end, { seconds }, index) => {
      const isInTime = index < later.runs.length && later.runs[index] <= end;
      return isInTime ? Math.max(end, later.sent[index] + seconds * 1_000) : end;
    },
    sent + settle + load.seconds * 1_000,
  );
  return { from: runs + settle, to };
}

/** The load of a trial and those that took over from it. */
export function loadsOf({ load, more = [] }: Pick<Trial, "load" | "more">): Load[] {
  return load === undefined ? [] : [load, ...more];
}

/** The largest of some values, or nothing of none. */
export function largest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}
