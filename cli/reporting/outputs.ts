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

/** Reads the output `benchmarks`. Throws {@link UserError} when it is of another shape. */
export function benchmarksOf(outputs: unknown): Benchmark[] {
  const list = isRecord(outputs) ? outputs.benchmarks : undefined;
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw badOutput("it is not a list");
  return list.map((entry: unknown, index) => {
    const read = (field: keyof Benchmark): string => {
      const value = isRecord(entry) ? entry[field] : undefined;
      if (typeof value === "string" && value !== "") return value;
      throw badOutput(`entry ${index} has no '${field}'`);
    };
    return {
      experiment: read("experiment"),
      subject: read("subject"),
      namespace: read("namespace"),
      job: read("job"),
      image: read("image"),
    };
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
