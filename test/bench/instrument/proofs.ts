import { type Plan } from "../../../components/benchmark/plan";
import { type RawResult } from "../../../report/rawResult";
import { type Compared } from "../../../report/sessions/compare";
import { median } from "../ratio";
import { besideBusyLoop } from "./busyLoop";
import { stepsFor } from "./calibration";
import { byPhase, closures } from "./closure";
import { harnessRatios } from "./harness";
import { droppedText, type Laboratory, type Proof, session } from "./laboratory";
import { type Yardstick } from "./manifests";
import { largestDeviation } from "./merged";
import { costPlan, disturbedPlan, type Effort } from "./plans";
import { count, findingOf, resampled } from "./resampling";
import { estimateText, type Row } from "./row";

export const SEED = 20_260;
/** Enough to be far outside of the noise, and few enough that a step costs what it costs with few. */
const CALIBRATION_STEPS = 3_000;
const PLANTED = 0.03;
const PAIRS_A_BLOCK = 2;
const YARDSTICK: Yardstick = { name: "reference", settings: {} };

const burning = (steps: number): Yardstick => ({
  name: "reference-burning",
  settings: { BURN: String(steps) },
});

/**
 * The yardstick against itself: no difference must be found.
 *
 * @param results gets what the session measured
 */
export async function alike(
  laboratory: Laboratory,
  like: Plan,
  effort: Effort,
  results: RawResult[],
): Promise<Row[]> {
  const arms = [YARDSTICK, { ...YARDSTICK, name: "reference-again" }] as const;
  const proof = await session(laboratory, "alike", arms, costPlan(like, effort.alike));
  results.push(proof.result);
  const { ratio, kept, pairs } = comparedCost(proof, "alike");
  const experiments = 200;
  const resampling = { experiments, pairs: kept, seed: SEED };
  const wrong = count(resampled(ratiosOf(pairs), resampling, true), "better", "worse");
  return [
    {
      name: "The same server twice, live",
      measured: estimateText(ratio.estimate, ratio.interval),
      bound: "covers 1",
      kept: findingOf(ratio) === "none",
      how: `ratio of the CPU per request of \`reference\` and \`reference\`, with its interval, of ${kept} pairs`,
    },
    {
      name: "The same server twice, resampled",
      measured: `${wrong} of ${experiments}`,
      bound: "at most 16",
      kept: wrong <= 16,
      how: `experiments of ${kept} pairs that call them different; drawn from the live pairs with the arms in either order, seed ${SEED}`,
    },
  ];
}

/**
 * The yardstick against itself with 3 % more work: the difference must be found.
 *
 * @param results gets what the session measured
 */
export async function planted(
  laboratory: Laboratory,
  like: Plan,
  effort: Effort,
  results: RawResult[],
): Promise<Row[]> {
  const tried = [YARDSTICK, burning(CALIBRATION_STEPS)] as const;
  const calibration = comparedCost(
    await session(laboratory, "calibration", tried, costPlan(like, effort.calibration)),
    "calibration",
  );
  const { reference: without, subject } = calibration;
  const steps = stepsFor(PLANTED, { steps: CALIBRATION_STEPS, without, burning: subject });
  const arms = [YARDSTICK, burning(steps)] as const;
  const proof = await session(laboratory, "planted", arms, costPlan(like, effort.planted));
  results.push(proof.result);
  const { ratio, kept, pairs } = comparedCost(proof, "planted");
  const experiments = 20;
  const foundBy = (drawn: number): number =>
    count(resampled(ratiosOf(pairs), { experiments, pairs: drawn, seed: SEED }, false), "worse");
  const found = foundBy(kept);
  const standard = PAIRS_A_BLOCK * like.cost.blocks * like.starts;
  const calibrated = `BURN=${steps} by a session in which ${CALIBRATION_STEPS} steps made a request ${percent(subject / without - 1)} dearer`;
  return [
    {
      name: "3 % more work, live",
      measured: estimateText(ratio.estimate, ratio.interval),
      bound: "below 1",
      kept: findingOf(ratio) === "worse",
      how: `the same ratio of ${kept} pairs, planted: ${(1 / (1 + PLANTED)).toFixed(3)}; ${calibrated}`,
    },
    {
      name: "3 % more work, resampled",
      measured: `${found} of ${experiments}`,
      bound: "at least 16",
      kept: found >= 16,
      how: `experiments of ${kept} pairs, drawn from the live ones, that find it; seed ${SEED}`,
    },
    {
      name: "3 % more work, resampled for a standard session",
      measured: `${foundBy(standard)} of ${experiments}`,
      bound: "",
      how: `the same of ${standard} pairs`,
    },
  ];
}

/** Percentiles of merged histograms, and the CPU of the machine beside what is accounted for. */
export function ofSlices(results: readonly RawResult[]): Row[] {
  const off = largestDeviation(results, SEED);
  const all = results.flatMap(closures);
  const closed = median(all.map(({ share }) => share));
  return [
    {
      name: "Merged percentiles",
      measured: percent(off, 3),
      bound: "at most 0.1 %",
      kept: off <= 0.001,
      how: `largest deviation, p50 to p99.99, of 100 histograms from their 200,000 values, which are drawn after the latencies of the live sessions, seed ${SEED}`,
    },
    {
      name: "CPU accounting",
      measured: closed.toFixed(3),
      bound: "0.97 to 1.03",
      kept: closed >= 0.97 && closed <= 1.03,
      how:
        `CPU of server, generator, stopped arm and machine at rest / CPU of all tasks, median of ${all.length} slices: ${byPhase(all)}; ` +
        `of the time in which a core was not idle, no task's of the node (interrupts, waking, work outside of it): ${byPhase(all, "beyondTasks")}`,
    },
  ];
}

/** The project's load in pods beside wrk on the host. */
export async function harness(laboratory: Laboratory, like: Plan, effort: Effort): Promise<Row[]> {
  const { within, between } = await harnessRatios(laboratory, like, effort.rounds);
  const row = (name: string, ratios: readonly number[], least: number, how: string): Row => ({
    name,
    measured: estimateText(median(ratios), {
      low: Math.min(...ratios),
      high: Math.max(...ratios),
    }),
    bound: `at least ${least.toFixed(2)}`,
    kept: median(ratios) >= least,
    how: `${how} / wrk on a bare pinned \`reference\`, with the smallest and the largest of ${ratios.length} rounds`,
  });
  return [
    row("Peak within one pod", within, 0.98, "peak of a session"),
    row("Rate from pod to pod", between, 0.8, "rate of `loadgen load`"),
  ];
}

/** Beside a program that computes all the time, nothing may be claimed. */
export async function disturbed(laboratory: Laboratory, like: Plan, image: string): Promise<Row[]> {
  const arms = [YARDSTICK, { ...YARDSTICK, name: "reference-again" }] as const;
  const { measured } = await besideBusyLoop(laboratory, image, () =>
    session(laboratory, "disturbed", arms, disturbedPlan(like)),
  );
  const { cost, peak, slices, dropped } = measured;
  const foreign = dropped.filter(({ kind }) => kind === "foreign-cpu").length;
  return [
    {
      name: "A busy loop in another namespace",
      measured: `cost ${cost.kind}, peak ${peak.kind}`,
      bound: "no figure",
      kept: cost.kind === "noisy" && peak.kind === "noisy" && foreign > 0,
      how: `${dropped.length} of ${slices} slices dropped, ${foreign} of them for foreign CPU`,
    },
  ];
}

function comparedCost({ measured }: Proof, name: string): Compared {
  const { cost } = measured;
  if (cost.kind === "compared") return cost;
  throw new Error(`the session '${name}' gave no figure: ${droppedText(measured)}`);
}

function ratiosOf(pairs: Compared["pairs"]): number[] {
  return pairs.map(({ ratio }) => ratio);
}

function percent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)} %`;
}
