import type { RawResult } from "../rawResult";
import type { Measurement } from "../report";
import { articleOf } from "./article";
import { type Compared, compare, compareTails } from "./compare";
import { verifiedBytes } from "./dropReason";
import { type Evidence, largest } from "./figures";
import type { JudgedSlice } from "./judgeSlices";
import { limitsOf } from "./limits";
import type { DroppedSlice, Measured, Session, Start } from "./session";
import { type AcceptedStart, type ReadStart, readStart } from "./start";

/** A session and what each of its arms has to say. */
export interface ReadSession {
  readonly session: Session;
  /** Present when not all of its starts were refused. */
  readonly arms?: {
    readonly reference: ArmEvidence;
    readonly subject: ArmEvidence;
    /** Both arms are the same server with the same settings: a test of the instrument itself. */
    readonly alike: boolean;
    /** `settings`: of one server, the yardstick being its default. */
    readonly compares: "servers" | "settings";
  };
}

export interface ArmEvidence extends Evidence {
  readonly name: string;
  /** As it was told. */
  readonly settings: Readonly<Record<string, string>>;
  /** As nodeprobe read it back, of each start. */
  readonly effective: readonly unknown[];
}

/**
 * Reads the logs of the Jobs that measured one subject, each with both servers started anew, and compares
 * its arms over all of them.
 *
 * @param measurements Of one experiment and subject, at least one.
 */
export function readSession(measurements: readonly Measurement[]): ReadSession {
  const [{ experiment, subject, images }] = measurements;
  const starts = measurements.map(readStart);
  const head = { experiment, subject, images, starts: starts.map(startOf) };
  const accepted = starts.filter((start): start is AcceptedStart => "result" in start);
  return accepted.length === 0 ? { session: head } : accept(head, accepted, starts.length);
}

function startOf(start: ReadStart): Start {
  const { job } = start;
  return "refusal" in start ? { job, refusal: start.refusal } : { job };
}

/** @param planned Starts that there should be. */
function accept(
  head: Omit<Session, "measured">,
  starts: readonly AcceptedStart[],
  planned: number,
): ReadSession {
  const [{ result }] = starts;
  const cost = compare(starts, planned, "cost");
  const peak = compare(starts, planned, "peak");
  const peakCost = compare(starts, planned, "peak", "cost");
  const tail = compareTails(starts, planned);
  const comparisons = { cost, peak, peakCost, tail };
  const slices = starts.flatMap((start) => start.slices);
  const [reference, subject] = result.arms;
  const evidence = (arm: "reference" | "subject", told: typeof subject): ArmEvidence => ({
    name: told.name,
    settings: told.settings,
    effective: starts.map((one) => one.result.effective[told.name]),
    slices: slices.filter(({ slice }) => slice.arm === told.name),
    ...(cost.kind === "compared" && { cost: cost[arm] }),
    ...(peak.kind === "compared" && { peak: peakOf(peak, arm) }),
    ...(peakCost.kind === "compared" && { peakCost: peakCost[arm] }),
    idleBytes: largest(starts.flatMap((one) => one.result.idle[told.name]?.workingSetBytes ?? [])),
    wireBytes: verifiedBytes(told.name, result),
    cpuLimit: limitsOf(result.effective[told.name]).cpus,
  });
  return {
    session: { ...head, subject: subject.name, measured: measuredOf(starts, slices, comparisons) },
    arms: {
      reference: evidence("reference", reference),
      subject: evidence("subject", subject),
      ...kindOf(result),
    },
  };
}

function kindOf({ arms: [reference, subject], plan }: RawResult) {
  const sameImage = reference.image === subject.image;
  const sameSettings = JSON.stringify(reference.settings) === JSON.stringify(subject.settings);
  const settings = plan.latency.peak === "yardstick" && sameImage;
  return {
    alike: sameImage && sameSettings,
    compares: settings ? ("settings" as const) : ("servers" as const),
  };
}

function peakOf(peak: Compared, arm: "reference" | "subject") {
  return { rate: peak[arm], atLeast: peak.bound[arm] };
}

function measuredOf(
  starts: readonly AcceptedStart[],
  slices: readonly JudgedSlice[],
  comparisons: Pick<Measured, "cost" | "peak" | "peakCost" | "tail">,
): Measured {
  const [{ result }] = starts;
  const article = articleOf(starts.map((start) => start.result));
  return {
    startedSeconds: starts.map((start) => start.result.startedSeconds),
    plan: result.plan,
    machine: result.machine,
    limits: limitsOf(result.effective[result.arms[1].name]),
    ...comparisons,
    slices: slices.length,
    dropped: droppedOf(slices),
    ...(article && { article }),
  };
}

/** The slices that are not counted, and why. */
export function droppedOf(slices: readonly JudgedSlice[]): DroppedSlice[] {
  return slices.flatMap(({ slice: { phase, block, arm }, dropped }) =>
    dropped === undefined ? [] : { phase, block, arm, ...dropped },
  );
}
