import { UserError } from "../platform/errors";

/** One part of `make test`. Minutes are those of a machine with two cores. */
export interface Part {
  readonly name: string;
  /** From an empty machine, without set-ups. */
  readonly cold: number;
  /** With tools and images in the cache. */
  readonly warm: number;
  /** What must be ready; each is made once, beside what does not need it. */
  readonly needs: readonly SetUpName[];
  /** Whether the test instance is taken down first, so that the part sees a bare machine. */
  readonly bare?: boolean;
  readonly commands: readonly PartCommand[];
}

export type SetUpName = "browser" | "tools" | "checkers" | "engine" | "images" | "cluster";

/**
 * `jest`: a project whose tests are counted; its files run beside one another on every core where
 * they share nothing. `script`: counts as one test.
 */
export type PartCommand =
  | { readonly kind: "jest"; readonly project: string; readonly everyCore?: boolean }
  | { readonly kind: "script"; readonly script: string };

/** In the order in which they run. */
export const PARTS: readonly Part[] = [
  {
    name: "check",
    cold: 3,
    warm: 2,
    needs: [],
    commands: [
      { kind: "script", script: "format:check" },
      { kind: "script", script: "lint" },
      { kind: "script", script: "types" },
      { kind: "jest", project: "unit", everyCore: true },
    ],
  },
  {
    name: "manifests",
    cold: 0.7,
    warm: 0.7,
    needs: ["checkers"],
    commands: [{ kind: "jest", project: "manifests" }],
  },
  {
    name: "browser",
    cold: 1,
    warm: 1,
    needs: ["browser", "engine", "images", "tools"],
    commands: [{ kind: "jest", project: "browser" }],
  },
  {
    name: "images",
    cold: 12.5,
    warm: 5,
    needs: ["engine", "images", "tools"],
    commands: [{ kind: "jest", project: "images" }],
  },
  {
    name: "conformance",
    cold: 3.5,
    warm: 2.5,
    needs: ["engine", "images", "tools", "cluster"],
    commands: [{ kind: "jest", project: "conformance" }],
  },
  {
    name: "cluster",
    cold: 20.3,
    warm: 20,
    needs: ["engine", "images", "tools"],
    bare: true,
    commands: [{ kind: "jest", project: "cluster" }],
  },
];

/** The minutes of the set-ups. They overlap with parts; the sums below pretend they did not. */
export const SET_UPS: Readonly<Record<SetUpName, { cold: number; warm: number }>> = {
  browser: { cold: 1, warm: 0 },
  engine: { cold: 1, warm: 0.2 },
  tools: { cold: 12.5, warm: 0.1 },
  checkers: { cold: 2, warm: 0.1 },
  images: { cold: 10.5, warm: 1 },
  cluster: { cold: 2, warm: 1.5 },
};

/** The parts that a list like "check,images" names, all of them without one; in their order. */
export function chosenParts(names: string | undefined): readonly Part[] {
  if (names === undefined || names === "") return PARTS;
  const chosen = names.split(",");
  const known = PARTS.map(({ name }) => name);
  const wrong = chosen.filter((name) => !known.includes(name));
  if (wrong.length === 0) return PARTS.filter(({ name }) => chosen.includes(name));
  throw new UserError(`there is no part '${wrong.join(", ")}'`, `choose from ${known.join(", ")}`);
}

/** What `make test` may take in all. */
export const LIMITS = { cold: 70, warm: 35 };
