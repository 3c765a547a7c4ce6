import { littlesLaw } from "../littlesLaw";
import { type Phase, type RawResult, type RawSlice, useOf } from "../rawResult";
import { median } from "../statistics/moments";

/** Why a slice is not counted. The value is what broke the rule, in the unit of the rule. */
export interface DropReason {
  readonly kind: DropKind;
  /** Absent where the rule has no number. */
  readonly value?: number;
}

/** In the order in which they are looked at. */
const SLICE_KINDS = [
  "no-answers",
  "errors",
  "no-counters",
  "idle-arm",
  "foreign-cpu",
  "steal",
  "generator-throttled",
  "littles-law",
  "missed-sends",
  "wire-bytes",
] as const;
type SliceKind = (typeof SLICE_KINDS)[number];

/** `pod-spec`: the pod was not what its spec says. */
export const DROP_KINDS = [...SLICE_KINDS, "pod-spec"] as const;
export type DropKind = (typeof DROP_KINDS)[number];

/** The rules in numbers: shares unless a comment says otherwise. */
export const DROP_LIMITS = {
  /** Of one core, used by the arm that is stopped. */
  idleArm: 0.01,
  /** Of the machine, used by programs that take no part and were not busy before. */
  foreignCpu: 0.02,
  /**
   * Of the machine, which may be busy at rest: what is more than that is foreign, too. Two cores that
   * carry a whole Kubernetes were busy by 0.14 for minutes, and by 0.17 to 0.27 in the looks of 23
   * sessions beside which nothing ran, as the node is at work on their pods, too. A busy loop takes more.
   */
  rest: 0.25,
  /** Of the machine, taken by other guests of the host, where rates and latencies are compared. */
  steal: 0.01,
  /**
   * The same where CPU time is, which holds nothing of what was taken: in 100 slices of a host with
   * other guests, up to 7 % of steal moved CPU per request by 1.6 % at most and spread it no further
   * (5 %, as without), and more than 12 % moved it by 7 %.
   */
  stealOfCost: 0.05,
  /** By which the answers may miss the sends that were due. */
  missedSends: 0.001,
  /** By which an answer's bytes may differ from those of the verified answer. */
  wireBytes: 0.01,
} as const;

/** Of /proc/stat, on every machine that Linux calls its own. */
const TICKS_PER_SECOND = 100;

/**
 * Of the time that the cores were idle: at most as much again went to waking them, which is on
 * nobody's account. It was 0.07 to 0.23 in cost slices of a quiet machine with two cores.
 */
const WAKING = 0.25;

/**
 * Of the machine: how far a look of two seconds may be off what it does at rest. That comes in bursts: of
 * quiet slices of 1 s, exactly counted, four fifths were between 0.12 and 0.22, with 0.15 in the middle.
 */
const REST_ERROR = 0.05;

/**
 * Of what a callee takes for a request at the peak: at most so much at less load, where it is woken for
 * single ones. A database took 233 µs at the peak, 334 and 361 at 70 % of it.
 */
const CALLED_APART = 2;

/** What of a result a slice is held to. */
interface Held extends Pick<RawResult, "baseline" | "verify" | "slices"> {
  /** @default - such as call nothing outside of their pods */
  readonly arms?: readonly Pick<RawResult["arms"][number], "calls">[];
}

type Rule = (slice: RawSlice, result: Held) => number | undefined;

/** Each rule gives the value that breaks it, `undefined` when it is kept. The first broken one counts. */
const RULES: Readonly<Record<SliceKind, Rule>> = {
  "no-answers": ({ requests }) => above(requests === 0 ? 1 : 0, 0),
  errors: ({ errors }) =>
    above(
      Object.values(errors).reduce((sum, some) => sum + some, 0),
      0,
    ),
  "no-counters": (slice) =>
    useOf(slice) === undefined || slice.idleCpuSeconds === null ? 1 : undefined,
  "idle-arm": ({ idleCpuSeconds, seconds }) =>
    above((idleCpuSeconds ?? 0) / seconds, DROP_LIMITS.idleArm),
  "foreign-cpu": (slice, result) => above(foreignShare(slice, result), DROP_LIMITS.foreignCpu),
  steal: ({ phase, machine, seconds }) =>
    above(
      machine.stealSeconds / (seconds * machine.cores),
      phase === "cost" ? DROP_LIMITS.stealOfCost : DROP_LIMITS.steal,
    ),
  "generator-throttled": ({ generator }) => above(generator.throttledSeconds, 0),
  "littles-law": brokenLaw,
  "missed-sends": ({ loop, planned, requests }) =>
    loop === "open" && planned !== null
      ? outside(requests / planned, DROP_LIMITS.missedSends)
      : undefined,
  "wire-bytes": (slice, result) => {
    const verified = verifiedBytes(slice.arm, result);
    if (verified === undefined) return undefined;
    return outside(slice.wireBytes / slice.requests / verified, DROP_LIMITS.wireBytes);
  },
};

/** Why this slice must not be counted, or `undefined` when nothing speaks against it. */
export function dropReason(slice: RawSlice, result: Held): DropReason | undefined {
  for (const kind of SLICE_KINDS) {
    const value = RULES[kind](slice, result);
    if (value === undefined) continue;
    return kind === "no-answers" || kind === "no-counters" ? { kind } : { kind, value };
  }
  return undefined;
}

/**
 * CPU that nobody who takes part accounts for, above the machine's own and beyond doubt, as a share
 * of the machine. A program that was at work before the session began is not the machine's own.
 */
function foreignShare(slice: RawSlice, result: Held): number {
  const { machine, seconds, requests } = slice;
  const foreign = foreignSeconds(slice, result) - calledSeconds(slice, result) * requests;
  return foreign / (seconds * machine.cores) - doubt(slice);
}

function foreignSeconds(slice: RawSlice, { baseline }: Pick<Held, "baseline">): number {
  const { machine, generator, seconds, idleCpuSeconds } = slice;
  const own = Math.min(restOf(baseline), DROP_LIMITS.rest * machine.cores) * seconds;
  const taken = generator.cpuSeconds + (useOf(slice)?.cpuSeconds ?? 0) + (idleCpuSeconds ?? 0);
  return machine.busySeconds - machine.irqSeconds - taken - own;
}

/** CPU seconds a second of the machine at rest. */
function restOf({ busySeconds, irqSeconds, seconds }: RawResult["baseline"]): number {
  return (busySeconds - irqSeconds) / seconds;
}

/**
 * CPU a request of what the arm calls outside of its pod, which nobody accounts for either: the median
 * of its slices at the peak, so that one which is disturbed still stands out; less where the fixed rate
 * shows less of it beyond doubt. There a callee is a small part of what the machine does at rest, and
 * lost in the error of that: a database of 0.05 cores came out at -0.03 to 0.13. Who is busy whatever is
 * asked shows less for a request at the peak than at the fixed rate, and who was so before the session
 * began is no callee. In the phase of latency it may be more, as {@link CALLED_APART} says, where the
 * phase's own median shows so, unless the slices of the fixed rate show a stranger.
 */
function calledSeconds({ arm, machine, phase }: RawSlice, result: Held): number {
  const calling = result.arms?.some(({ calls }) => calls.length > 0) ?? false;
  if (!calling) return 0;
  const before = Math.max(0, restOf(result.baseline) - DROP_LIMITS.rest * machine.cores);
  const inPhase = (name: Phase, doubted: number): number => {
    const own = result.slices.filter((one) => one.phase === name && one.arm === arm);
    const each = own
      .filter(({ requests }) => requests > 0)
      .map((one) => {
        const called = foreignSeconds(one, result) - (before - doubted) * one.seconds;
        return called / one.requests;
      });
    return each.length === 0 ? Infinity : median(each);
  };
  const cost = inPhase("cost", REST_ERROR * machine.cores);
  const least = Math.min(inPhase("peak", 0), cost);
  if (least === Infinity) return 0;
  if (phase !== "latency" || hasStranger(arm, result)) return Math.max(0, least);
  return Math.max(0, least, Math.min(inPhase(phase, 0), CALLED_APART * least));
}

/** Whether most slices of an arm at the fixed rate are beside somebody else. */
function hasStranger(arm: string, result: Held): boolean {
  const own = result.slices.filter((one) => one.phase === "cost" && one.arm === arm);
  const shares = own.map((one) => foreignShare(one, result));
  return shares.length > 0 && median(shares) > DROP_LIMITS.foreignCpu;
}

/** Whatever is larger: what a kernel that samples can be wrong by, or what waking costs. */
function doubt(slice: RawSlice): number {
  return Math.max(2 * tickError(slice), WAKING * (1 - busyShare(slice)));
}

/** Standard error of a share that is sampled: that of a count of looks, each busy or not. */
function tickError(slice: RawSlice): number {
  const looks = TICKS_PER_SECOND * slice.seconds * slice.machine.cores;
  const busy = busyShare(slice);
  return Math.sqrt((busy * (1 - busy)) / looks);
}

function busyShare({ machine, seconds }: RawSlice): number {
  return Math.min(1, machine.busySeconds / (seconds * machine.cores));
}

/**
 * An answer counts whole in the window in which it ends, so at both edges a connection may have up to its
 * longest latency on the wrong side. A server that stalls at an edge would lose its slice by that.
 */
function brokenLaw({ loop, requests, seconds, latencyMicros, connections }: RawSlice) {
  if (loop === "open" || latencyMicros === null) return undefined;
  const { kept, residual } = littlesLaw(requests / seconds, latencyMicros.mean / 1e6, connections);
  const edges = latencyMicros.max / 1e6 / seconds;
  return kept || Math.abs(residual) <= edges ? undefined : residual;
}

/** Bytes of the answer under load, as they were when the contract was checked. */
export function verifiedBytes(
  arm: string,
  { verify }: Pick<RawResult, "verify">,
): number | undefined {
  const own = verify.filter((check) => check.arm === arm);
  const check = own.find(({ path }) => path === "/") ?? own[0];
  return check?.wireBytes ?? undefined;
}

function above(value: number, limit: number): number | undefined {
  return value > limit ? value : undefined;
}

/** By how much `ratio` differs from 1, when that is more than the limit. */
function outside(ratio: number, limit: number): number | undefined {
  return Math.abs(ratio - 1) > limit ? ratio - 1 : undefined;
}
