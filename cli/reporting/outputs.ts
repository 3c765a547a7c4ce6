import { UserError } from "../../platform/errors";

/** One session of a benchmark, as the program's output `benchmarks` names it. */
export interface Benchmark {
  readonly experiment: string;
  readonly subject: string;
  /** `pods`: a comparison of pod specs. @default - a session of two arms */
  readonly kind?: "pods";
  readonly namespace: string;
  readonly job: string;
  /**
   * The ConfigMap that holds the manifest of a Job that `bench` makes on demand, and that has nothing
   * to report before. @default - the Job stands in the cluster
   */
  readonly keptIn?: string;
  /** References by digest, by the name of the arm or variant. */
  readonly images: Readonly<Record<string, string>>;
}

/** Reads the output `benchmarks`. Throws {@link UserError} when it is of another shape. */
export function benchmarksOf(outputs: unknown): Benchmark[] {
  const list = isRecord(outputs) ? outputs.benchmarks : undefined;
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw badOutput("it is not a list");
  return list.map((entry: unknown, index) => {
    const field = (name: keyof Benchmark | "onDemand"): unknown =>
      isRecord(entry) ? entry[name] : undefined;
    const read = (name: Exclude<keyof Benchmark, "images">): string => {
      const value = field(name);
      if (isText(value)) return value;
      throw badOutput(`entry ${index} has no '${name}'`);
    };
    return {
      experiment: read("experiment"),
      subject: read("subject"),
      ...kindOf(field("kind"), index),
      namespace: read("namespace"),
      job: read("job"),
      ...(field("onDemand") === true && { keptIn: read("keptIn") }),
      images: imagesOf(field("images"), index),
    };
  });
}

/** What the output `load` names: where the load of trials comes from, and its image by digest. */
export function loadSourceOf(
  outputs: unknown,
): { readonly namespace: string; readonly image: string } | undefined {
  const load = isRecord(outputs) ? outputs.load : undefined;
  if (!isRecord(load)) return undefined;
  const { namespace, image } = load;
  return isText(namespace) && isText(image) ? { namespace, image } : undefined;
}

function kindOf(value: unknown, index: number): Pick<Benchmark, "kind"> {
  if (value === undefined) return {};
  if (value === "pods") return { kind: value };
  throw badOutput(`entry ${index} has a 'kind' that is not known`);
}

function imagesOf(value: unknown, index: number): Record<string, string> {
  const images = isRecord(value) ? Object.entries(value) : [];
  const named = images.filter((entry): entry is [string, string] => isText(entry[1]));
  if (named.length > 0 && named.length === images.length) return Object.fromEntries(named);
  throw badOutput(`entry ${index} has no 'images', one for each arm`);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
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
