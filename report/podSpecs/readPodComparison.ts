import { parseLog } from "../parseRawLog";
import { quotation, type Refusal } from "../refusal";
import type { Measurement } from "../report";
import { type Comparison, compareStarts, FEWEST_OF_TAIL, type Quantity } from "../sessions/compare";
import { dropReason } from "../sessions/dropReason";
import type { JudgedSlice } from "../sessions/judgeSlices";
import { limitsOf } from "../sessions/limits";
import type { Pair } from "../sessions/pairs";
import { droppedOf } from "../sessions/readSession";
import { brokenContract, missingCounters } from "../sessions/refuse";
import { median } from "../statistics/moments";
import type {
  MeasuredPods,
  MeasuredVariant,
  PodComparison,
  VariantComparison,
} from "./podComparison";
import { effectiveOf, type RawPodSpecs, rawPodSpecsSchema, type RawVariant } from "./rawPodSpecs";
import { specKept } from "./specKept";

/** Reads the log of one Job, judges it, and compares its variants with the first. */
export function readPodComparison(measurement: Measurement): PodComparison {
  const { experiment, subject, job, images, log, missing } = measurement;
  const head = { experiment, subject, job, images };
  const refuse = (refusal: Refusal): PodComparison => ({ ...head, refusal });
  if (log === undefined) {
    return refuse({ kind: "missing", ...(missing && { detail: quotation(missing) }) });
  }
  const parsed = parseLog(log, rawPodSpecsSchema);
  if (parsed.kind === "refused") return refuse(parsed.refusal);
  const { result } = parsed;
  const names = result.variants.map(({ name }) => name);
  if (names.some((name) => !(name in images))) return refuse({ kind: "other-arms", found: names });
  const refusal = refusalOf(result);
  return refusal === undefined ? { ...head, measured: measuredOf(result) } : refuse(refusal);
}

function refusalOf(result: RawPodSpecs): Refusal | undefined {
  const { unplaced, variants, verify, slices } = result;
  if (unplaced !== null) {
    return { kind: "unplaced", arm: unplaced.arm, detail: quotation(unplaced.reason) };
  }
  return (
    brokenContract({ verify, arms: variants }) ??
    missingCounters({ slices, arms: variants }) ??
    brokenSpec(result)
  );
}

/** Some pods may miss what their spec asks for and are dropped; when all do, it has no effect here. */
function brokenSpec(result: RawPodSpecs): Refusal | undefined {
  for (const { name } of result.variants) {
    const own = result.pods.filter(({ arm }) => arm === name);
    if (own.some((pod) => specKept(pod, result))) continue;
    const read = own.flatMap((pod) => effectiveOf(pod)?.cpus ?? []).at(0);
    const reason = own.flatMap(({ effective }) => ("reason" in effective ? effective.reason : []));
    const detail = reason.length === 0 ? {} : { detail: quotation(reason[0]) };
    return { kind: "pod-spec", arm: name, ...(read === undefined ? detail : { cpus: read }) };
  }
  return undefined;
}

function measuredOf(result: RawPodSpecs): MeasuredPods {
  const slices = judge(result);
  const [first, ...others] = result.variants;
  const { server, startedSeconds, plan, machine } = result;
  return {
    ...{ server, startedSeconds, plan, machine },
    variants: result.variants.map((variant) => variantOf(variant, result)),
    comparisons: others.map(({ name }) => compareWith(first.name, name, slices, result)),
    slices: slices.length,
    dropped: droppedOf(slices),
  };
}

/** A slice of a pod that is not what its spec says shows nothing of that spec, whatever else it does. */
function judge(result: RawPodSpecs): JudgedSlice[] {
  return result.slices.map((slice) => {
    const pod = result.pods.find(({ block, arm }) => block === slice.block && arm === slice.arm);
    if (pod === undefined || !specKept(pod, result))
      return { slice, dropped: { kind: "pod-spec" } };
    const dropped = dropReason(slice, result);
    return dropped === undefined ? { slice } : { slice, dropped };
  });
}

function variantOf({ name, exclusiveCores }: RawVariant, result: RawPodSpecs): MeasuredVariant {
  const own = result.pods.filter(({ arm }) => arm === name);
  return {
    name,
    exclusiveCores,
    cpus: [...new Set(own.flatMap((pod) => effectiveOf(pod)?.cpus ?? []))],
    limits: limitsOf(own[0]?.effective),
    readySeconds: median(own.map(({ readySeconds }) => readySeconds)),
  };
}

function compareWith(
  first: string,
  variant: string,
  slices: readonly JudgedSlice[],
  { experiment, subject, plan }: RawPodSpecs,
): VariantComparison {
  const compared = (quantity: Quantity): Comparison => {
    const phase = quantity === "peak" ? "peak" : "cost";
    const kept = pairsOf(slices, phase, [first, variant]);
    const seed = `${plan.seed}/${experiment}/${subject}/${variant}/${quantity}`;
    return compareStarts([{ planned: plan.blocks, kept }], 1, quantity, seed);
  };
  const answers = (plan.cost.rate * plan.cost.sliceMillis) / 1_000;
  return {
    variant,
    cost: compared("cost"),
    tail: answers < FEWEST_OF_TAIL ? { kind: "absent", why: "few-answers" } : compared("tail"),
    peak: compared("peak"),
  };
}

/** A block holds one pod of each variant, so it is one pair. */
function pairsOf(
  slices: readonly JudgedSlice[],
  phase: "cost" | "peak",
  [reference, subject]: readonly [string, string],
): Pair[] {
  const kept = slices.filter(({ slice, dropped }) => slice.phase === phase && !dropped);
  const own = kept.filter(({ slice }) => slice.arm === reference);
  return own.flatMap((one) => {
    const other = kept.find(
      ({ slice }) => slice.arm === subject && slice.block === one.slice.block,
    );
    return other === undefined ? [] : [{ reference: one, subject: other }];
  });
}
