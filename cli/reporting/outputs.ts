import { UserError } from "../../platform/errors";

/** One benchmark Job, as the program's output `benchmarks` names it. */
export interface Benchmark {
  readonly experiment: string;
  readonly subject: string;
  readonly namespace: string;
  readonly job: string;
  /** Reference by digest. */
  readonly image: string;
}

const FIELDS = ["experiment", "subject", "namespace", "job", "image"] as const;

/** Reads the output `benchmarks`. Throws {@link UserError} when it is of another shape. */
export function benchmarksOf(outputs: unknown): Benchmark[] {
  const list = isRecord(outputs) ? outputs.benchmarks : undefined;
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw badOutput("it is not a list");
  return list.map((entry: unknown, index) => {
    const read = (field: string): string => {
      const value = isRecord(entry) ? entry[field] : undefined;
      if (typeof value === "string" && value !== "") return value;
      throw badOutput(`entry ${index} has no '${field}'`);
    };
    const [experiment, subject, namespace, job, image] = FIELDS.map(read);
    return { experiment, subject, namespace, job, image } as Benchmark;
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function badOutput(why: string): UserError {
  return new UserError(
    "the stack's output 'benchmarks' cannot be read",
    "run './tare up' with this version of the program",
    why,
  );
}
