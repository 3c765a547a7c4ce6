import type * as z from "zod/mini";
import { knownKeys } from "./fieldList";

/** One thing that is wrong with the configuration. */
export interface Problem {
  /** `benchmark.connections`. */
  readonly path: string;
  /** As it was given, shortened; `undefined` where nothing was given. */
  readonly value?: string;
  /** Completes the sentence that begins with path and value: `must be ...`. */
  readonly sentence: string;
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** One problem for each wrong place, in the order of the schema. */
export function problemsOf(issues: readonly Issue[], input: unknown): Problem[] {
  const places = new Map<string, Problem>();
  for (const problem of issues.flatMap((issue) => fromIssue(issue, input))) {
    if (!places.has(problem.path)) places.set(problem.path, problem);
  }
  return [...places.values()];
}

/** The text that a user sees, and all of it. */
export function renderProblems(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const lines = problems.map(({ path, value, sentence }) => {
    const given = value === undefined ? "" : ` (${value})`;
    return `  'tare:${path}'${given} ${sentence}`;
  });
  return [
    `the configuration of this stack has ${count}:`,
    ...lines,
    "docs/configuration.md describes every key.",
  ].join("\n");
}

function fromIssue(issue: Issue, input: unknown): Problem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownKey([...issue.path, key]));
  }
  if (issue.code === "invalid_key") return [badKey(issue)];

  const value = valueAt(input, issue.path);
  const given = value === undefined ? {} : { value: shorten(value) };
  const missing = value === undefined ? "is missing: it " : "";
  const sentence = `${missing}must be ${issue.message}`;
  return [{ path: dotted(issue.path), ...given, sentence }];
}

/** A key of a list of names is unknown; one that the user chooses has a form to keep. */
function badKey({ path, issues }: Extract<Issue, { code: "invalid_key" }>): Problem {
  const [first] = issues;
  if (first === undefined || first.code === "invalid_value") return unknownKey(path);
  return { path: dotted(path), sentence: `must be ${first.message}` };
}

/** Without its value: an unknown key may hold anything, also what nobody should see. */
function unknownKey(path: Path): Problem {
  const known = knownKeys(path.slice(0, -1).map(String)).join(", ");
  return { path: dotted(path), sentence: `is not a known key; known are ${known}` };
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input,
  );
}

function shorten(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function dotted(path: Path): string {
  return path.map(String).join(".");
}
