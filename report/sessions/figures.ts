import { type Phase, type RawSlice, useOf } from "../rawResult";
import { geometricMean } from "../statistics/moments";
import type { JudgedSlice } from "./judgeSlices";
import { type Latency, latencyOf, type NoLatency } from "./latency";

/** CPUs for which a rate is derived: the limit of every server. */
const DERIVED_CPUS = 2;

/** What one arm of one session has to say, all starts together. */
export interface Evidence {
  readonly slices: readonly JudgedSlice[];
  /** Seconds of CPU a request; absent when the phase is noisy. */
  readonly cost?: number;
  readonly peak?: Peak;
  /** Seconds of CPU a request at that peak. */
  readonly peakCost?: number;
  readonly idleBytes?: number;
  readonly wireBytes?: number;
  readonly cpuLimit?: number;
}

/** Requests a second on one core. */
export interface Peak {
  readonly rate: number;
  /** The generator was the limit: the server may be faster. */
  readonly atLeast: boolean;
}

/** The figures of a server; what is absent is not known, and never 0. */
export interface Figures {
  /** Seconds of CPU a request at the fixed rate. */
  readonly cost?: number;
  readonly peak?: Peak;
  /** Seconds of CPU a request at that peak, where nobody sleeps. */
  readonly peakCost?: number;
  /** Requests a second that two CPUs would pay for, see {@link derivedRateOf}. Derived, not measured. */
  readonly derivedRate?: number;
  readonly latency: Latency | NoLatency;
  /** Working set before the first request. */
  readonly idleBytes?: number;
  /** The largest working set at the end of a slice. */
  readonly loadBytes?: number;
  /** Absent for a phase whose counters were not read. */
  readonly throttling: Readonly<Partial<Record<Phase, Throttling>>>;
  /** Of one answer, head and body. */
  readonly wireBytes?: number;
  /** CPUs, as read back. */
  readonly cpuLimit?: number;
}

/** How often the CPU limit stopped a server. */
export interface Throttling {
  /** Periods of the scheduler in which the server ran. */
  readonly periods: number;
  readonly throttled: number;
  readonly seconds: number;
}

/** Puts together what one server has shown in one session, or the yardstick in all of them. */
export function figuresOf(all: readonly Evidence[]): Figures {
  const slices = all.flatMap((one) => one.slices);
  const costs = all.flatMap(({ cost }) => cost ?? []);
  const peaks = all.flatMap(({ peak }) => peak ?? []);
  const peakCosts = all.flatMap(({ peakCost }) => peakCost ?? []);
  const peakCost = meanOf(peakCosts);
  const peak = pooledPeak(peaks);
  return withoutUnknown({
    cost: meanOf(costs),
    peak,
    peakCost,
    derivedRate: derivedRateOf(peakCost, peak),
    latency: latencyOf(slices),
    idleBytes: largest(all.flatMap(({ idleBytes }) => idleBytes ?? [])),
    loadBytes: largest(slices.flatMap(({ slice }) => useOf(slice)?.workingSetBytes ?? [])),
    throttling: throttlingOf(slices.map(({ slice }) => slice)),
    wireBytes: largest(all.flatMap(({ wireBytes }) => wireBytes ?? [])),
    cpuLimit: sameOf(all.map(({ cpuLimit }) => cpuLimit)),
  });
}

/**
 * What the CPUs pay for at the cost of the peak, and no more than the peak of each: part of a pinned core's
 * time is on nobody's account and no capacity. A peak that the generator held back limits nothing.
 */
function derivedRateOf(peakCost: number | undefined, peak: Peak | undefined): number | undefined {
  if (peakCost === undefined) return undefined;
  const paid = DERIVED_CPUS / peakCost;
  return peak === undefined || peak.atLeast ? paid : Math.min(paid, DERIVED_CPUS * peak.rate);
}

function pooledPeak(peaks: readonly Peak[]): Peak | undefined {
  if (peaks.length === 0) return undefined;
  return {
    rate: geometricMean(peaks.map(({ rate }) => rate)),
    atLeast: peaks.some(({ atLeast }) => atLeast),
  };
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : geometricMean(values);
}

/** `undefined` for no values. */
export function largest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}

/** Of a value that differs from session to session none is the server's own. */
function sameOf(values: readonly (number | undefined)[]): number | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

function throttlingOf(slices: readonly RawSlice[]): Figures["throttling"] {
  const sums: Partial<Record<Phase, Throttling>> = {};
  for (const slice of slices) {
    const use = useOf(slice);
    if (use === undefined) continue;
    const { periods = 0, throttled = 0, seconds = 0 } = sums[slice.phase] ?? {};
    sums[slice.phase] = {
      periods: periods + use.periods,
      throttled: throttled + use.throttledPeriods,
      seconds: seconds + use.throttledSeconds,
    };
  }
  return sums;
}

/** JSON has no `undefined`; a field that is not known is left out. */
function withoutUnknown(figures: Figures): Figures {
  const known = Object.entries(figures).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as unknown as Figures;
}
