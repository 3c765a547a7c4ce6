import { parseRawLog } from "../parseRawLog";
import type { RawResult } from "../rawResult";
import { quotation, type Refusal } from "../refusal";
import type { Measurement } from "../report";
import { articleOf } from "./article";
import { type Compared, compare, compareTails } from "./compare";
import { verifiedBytes } from "./dropReason";
import type { Evidence } from "./figures";
import { type JudgedSlice, judgeSlices } from "./judgeSlices";
import { limitsOf } from "./limits";
import { refusalOf } from "./refuse";
import type { DroppedSlice, Measured, Session } from "./session";

/** A session and what each of its arms has to say. */
export interface ReadSession {
  readonly session: Session;
  /** Present when the session was not refused. */
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
  /** As nodeprobe read it back. */
  readonly effective: unknown;
}

/** Reads the log of one Job, judges it, and compares its arms. */
export function readSession(measurement: Measurement): ReadSession {
  const { experiment, subject, job, images, log, missing } = measurement;
  const head = { experiment, subject, job, images };
  const refuse = (refusal: Refusal): ReadSession => ({ session: { ...head, refusal } });
  if (log === undefined) {
    return refuse({ kind: "missing", ...(missing && { detail: quotation(missing) }) });
  }
  const parsed = parseRawLog(log);
  if (parsed.kind === "refused") return refuse(parsed.refusal);
  const { result } = parsed;
  const names = result.arms.map(({ name }) => name);
  if (names.some((name) => !(name in images))) return refuse({ kind: "other-arms", found: names });
  const refusal = refusalOf(result);
  return refusal === undefined ? accept(head, result) : refuse(refusal);
}

function accept(head: Omit<Session, "measured">, result: RawResult): ReadSession {
  const slices = judgeSlices(result);
  const cost = compare(slices, "cost", result);
  const peak = compare(slices, "peak", result);
  const peakCost = compare(slices, "peak", result, "cost");
  const [reference, subject] = result.arms;
  const alike =
    reference.image === subject.image &&
    JSON.stringify(reference.settings) === JSON.stringify(subject.settings);
  const evidence = (arm: "reference" | "subject", told: typeof subject): ArmEvidence => ({
    name: told.name,
    settings: told.settings,
    effective: result.effective[told.name],
    slices: slices.filter(({ slice }) => slice.arm === told.name),
    ...(cost.kind === "compared" && { cost: cost[arm] }),
    ...(peak.kind === "compared" && { peak: peakOf(peak, arm) }),
    ...(peakCost.kind === "compared" && { peakCost: peakCost[arm] }),
    idleBytes: result.idle[told.name]?.workingSetBytes,
    wireBytes: verifiedBytes(told.name, result),
    cpuLimit: limitsOf(result.effective[told.name]).cpus,
  });
  const tail = compareTails(slices, result);
  const measured = measuredOf(result, slices, { cost, peak, peakCost, tail });
  return {
    session: { ...head, subject: subject.name, measured },
    arms: {
      reference: evidence("reference", reference),
      subject: evidence("subject", subject),
      alike,
      compares:
        result.plan.latency.peak === "yardstick" && reference.image === subject.image
          ? "settings"
          : "servers",
    },
  };
}

function peakOf(peak: Compared, arm: "reference" | "subject") {
  return { rate: peak[arm], atLeast: peak.bound[arm] };
}

function measuredOf(
  result: RawResult,
  slices: readonly JudgedSlice[],
  comparisons: Pick<Measured, "cost" | "peak" | "peakCost" | "tail">,
): Measured {
  const article = articleOf(result);
  return {
    startedSeconds: result.startedSeconds,
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
