import { type MeasuringPlan, MEASURING_PLANS } from "../../components/benchmark/plan";
import { UserError } from "../../platform/errors";
import { type Benchmark } from "../reporting/outputs";

export interface BenchOptions {
  readonly plan?: string;
  readonly full?: boolean;
  /** Separated by commas. */
  readonly subjects?: string;
  readonly fresh?: boolean;
  readonly noisy?: boolean;
}

const DEFAULT_PLAN: MeasuringPlan = "standard";

/** Throws {@link UserError}. */
export function chosenPlan({ plan, full }: BenchOptions): MeasuringPlan {
  const wanted = plan ?? (full === true ? "full" : DEFAULT_PLAN);
  const known = MEASURING_PLANS.find((name) => name === wanted);
  if (known === undefined) {
    throw new UserError(
      `'--plan' (${wanted}) is no plan that measures`,
      `use one of ${MEASURING_PLANS.join(", ")}`,
    );
  }
  if (full !== true || known === "full") return known;
  throw new UserError(`'--full' means the plan full, '--plan' says ${known}`, "give one of them");
}

/** Throws {@link UserError} where a run is to be begun anew and gone on with at once. */
export function refuseFreshAndNoisy({ fresh, noisy }: BenchOptions): void {
  if (fresh !== true || noisy !== true) return;
  throw new UserError(
    "'--fresh' begins a run anew, '--noisy' goes on with the last one",
    "give one of them",
  );
}

/**
 * The sessions of the stack that are to be repeated, in the order in which it measured them, and of each
 * subject the first: how many starts there are is for the plan to say. Throws {@link UserError} where the
 * environment measures nothing, or not what is asked for.
 */
export function chosenBenchmarks(
  all: readonly Benchmark[],
  environment: string,
  experiment: string,
  subjects: string | undefined,
): readonly Benchmark[] {
  if (all.length === 0) {
    throw new UserError(
      `environment '${environment}' measures nothing: 'tare:benchmark.plan' is off, or no case study is deployed`,
      `set the plan to short in Pulumi.${environment}.yaml and run './tare up' first`,
    );
  }
  const experiments = [...new Set(all.map((one) => one.experiment))];
  const own = all
    .filter((one) => one.experiment === experiment)
    .filter((one, at, others) => others.findIndex(({ subject }) => subject === one.subject) === at);
  if (own.length === 0) {
    throw new UserError(
      `'${experiment}' is no case study that environment '${environment}' measures`,
      `use one of ${experiments.join(", ")}, or add it to 'tare:stacks' and run './tare up' first`,
    );
  }
  return subjects === undefined ? own : narrowed(own, experiment, subjects);
}

function narrowed(own: readonly Benchmark[], experiment: string, text: string): Benchmark[] {
  const wanted = text.split(",").map((name) => name.trim());
  const known = own.map(({ subject }) => subject);
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UserError(
      `'--subjects' (${unknown.join(", ")}) is not measured by ${experiment}`,
      `choose from ${known.join(", ")}`,
    );
  }
  return own.filter(({ subject }) => wanted.includes(subject));
}
