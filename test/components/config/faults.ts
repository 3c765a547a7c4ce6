import { IMAGES } from "../../../components/config/images";

/** Something wrong at one place of a configuration. */
export interface Fault {
  /** Where it is put. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** Where it must be reported, dotted. */
  readonly reported: string;
}

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const NO_TEXT = [0, 1.5, true, null, [], {}, ["a"]];
const NO_UID = [
  "",
  "1",
  "11111111-2222-3333-4444-55555555555",
  "11111111-2222-3333-4444-5555555555555",
  "11111111222233334444555555555555",
  "1111111G-2222-3333-4444-555555555555",
  "AAAAAAAA-2222-3333-4444-555555555555",
  " 11111111-2222-3333-4444-555555555555",
  ...NO_TEXT,
];
const NO_PATH = [
  "",
  "config",
  "./config",
  "../config",
  "~",
  "~config",
  "$HOME/x",
  "/a b",
  ...NO_TEXT,
];
const NO_IMAGE = [
  "",
  "loadgen",
  "loadgen:latest",
  "registry.example.com/loadgen:1.0",
  `loadgen@${DIGEST}`,
  `registry.example.com/loadgen@${DIGEST.slice(0, -1)}`,
  `registry.example.com/loadgen@${DIGEST.toUpperCase()}`,
  `https://registry.example.com/loadgen@${DIGEST}`,
  `registry.example.com/Loadgen@${DIGEST}`,
  `registry.example.com/loadgen@sha512:${"0".repeat(64)}`,
  `registry.example.com/loadgen@${DIGEST} `,
  ...NO_TEXT,
];
const GOOD_IMAGE = `registry.example.com/own@${DIGEST}`;
const NO_AMOUNT = [
  "",
  "5",
  "s",
  "-1 s",
  "5 parsecs",
  "5s s",
  "5  s",
  "1e1 s",
  "0.5 ms",
  ...NO_TEXT,
];
const NO_COUNT = [0, -1, 1.5, 1e9, "8", "", true, null, [], {}];

/** Wrong values by the place at which they stand and are reported. */
const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  cluster: ["kind-tare", [], [1], "", "{broken"],
  "cluster.kind": ["", "Kind", "KIND", "kinds", "eks", "k3d", ...NO_TEXT],
  "cluster.context": ["", " ", "a b", "kind-tare ", "a\tb", "x".repeat(254), ...NO_TEXT],
  "cluster.kubeconfig": NO_PATH,
  "cluster.uid": NO_UID,
  registry: ["", "http://x", "/x", "x/", "x//y", "x:", "x:y", "x:123456", "-x", "x-", "x y", "x/Y"],
  stacks: ["", "frameworks", "frameworks,edge", [], {}, ["frameworks", "frameworks"], "[broken"],
  database: ["own", "", [], [1]],
  "database.kind": ["", "Own", "postgres", ...NO_TEXT],
  "database.onDelete": ["", "keep", "Retain", ...NO_TEXT],
  "database.host": ["", "a b", "https://db", "DB", "-db", "db-", ...NO_TEXT],
  "database.port": [65_536, ...NO_COUNT],
  "database.cidr": [
    ...["", "10.1.0.0", "10.1/16", "fd00::/8", "10.1.0.0/16 "],
    ...["10.256.0.0/16", "10.01.0.0/16", "10.1.0.0/33", "10.1.0.0/016"],
    ...NO_TEXT,
  ],
  "database.ownerSecret": ["", "A", "a b", "-a", "a/", ...NO_TEXT],
  "database.appSecret": ["", "a_b", ...NO_TEXT],
  benchmark: ["short", "", [], ["short"]],
  "benchmark.plan": ["", "Short", "long", "none", ...NO_TEXT],
  "benchmark.connections": [1025, ...NO_COUNT],
  "benchmark.threads": [17, ...NO_COUNT],
  "benchmark.rate": ["99 /s", "1000001 /s", "8000", "8000 /min", "8 k/s", ...NO_AMOUNT],
  "benchmark.seed": [-1, 0.5, 4_294_967_296, "1", "", true, null, [], {}],
  contestants: ["mine", "", [], ["mine"]],
  images: ["latest", "", [], ["loadgen"]],
  ...Object.fromEntries(IMAGES.map((name) => [`images.${name}`, NO_IMAGE])),
};

export const GOOD_POSTGRES = `registry.example.com/pg:17.6-minimal-trixie@${DIGEST}`;
const NO_POSTGRES = [
  ...NO_IMAGE,
  GOOD_IMAGE,
  GOOD_POSTGRES.replace(":17.6", ":16.9"),
  GOOD_POSTGRES.replace(":17.6", ":170"),
  GOOD_POSTGRES.replace(":17.6-minimal-trixie", ":latest"),
  GOOD_POSTGRES.replace(/@.*/, ""),
];

/** What is wrong with a database of another kind than that of {@link faulty}, and where that is reported. */
const OTHER_DATABASE: readonly (readonly [value: object, reported: string])[] = [
  ...NO_POSTGRES.map((image) => [{ kind: "cloudNativePg", image }, "image"] as const),
  ...[10, ...NO_COUNT].map(
    (instances) =>
      [{ kind: "cloudNativePg", image: GOOD_POSTGRES, instances }, "instances"] as const,
  ),
  [{ kind: "cloudNativePg" }, "image"],
  [{ kind: "cloudNativePg", image: GOOD_POSTGRES, host: "db" }, "host"],
  [{ kind: "own", image: GOOD_POSTGRES }, "image"],
  [{ kind: "own", instances: 3 }, "instances"],
  [{ kind: "external", host: "db" }, "cidr"],
  [{ kind: "external", cidr: "10.1.0.0/16" }, "host"],
  [{}, "kind"],
];

/** What is wrong with one server of the user's own, and where that is reported. */
const OWN: readonly (readonly [name: string, value: unknown, reported: string])[] = [
  ...["", [], 1, null].map((value) => ["a", value, "a"] as const),
  ...NO_IMAGE.map((image) => ["b", { image }, "b.image"] as const),
  ...["", " x", "x ", ...NO_TEXT].map((context) => ["c", { context }, "c.context"] as const),
  ["d", {}, "d.image"],
  ["d", { image: GOOD_IMAGE, context: "x" }, "d.image"],
  ["e", { image: GOOD_IMAGE, dockerfile: "x" }, "e.dockerfile"],
  ["f", { image: GOOD_IMAGE, tag: "x" }, "f.tag"],
  ...["PORT", "port", "TARE_ARM", "1A", "A-B", ""].map(
    (key) => ["g", { image: GOOD_IMAGE, settings: { [key]: "1" } }, `g.settings.${key}`] as const,
  ),
  ["h", { image: GOOD_IMAGE, settings: { A: 1 } }, "h.settings.A"],
  ...["Upper", "-a", "a-", "1a", "a.b", "x".repeat(31), "tokio", "loadgen", "reference-again"].map(
    (name) => [name, { image: GOOD_IMAGE }, name] as const,
  ),
];

/** Keys that do not exist: misspelt, of another level, of the prototype. */
const UNKNOWN = [
  "regsitry",
  "Registry",
  "stack",
  "plan",
  "toString",
  "cluster.name",
  "cluster.Context",
  "cluster.token",
  "benchmark.time",
  "benchmark.duration",
  "benchmark.Plan",
  "benchmark.constructor",
  "images.rocket",
  "images.Loadgen",
  "images.",
];

export const FAULTS: readonly Fault[] = [
  ...Object.entries(WRONG).flatMap(([place, values]) =>
    values.map((value) => ({ path: place.split("."), value, reported: place })),
  ),
  ...["edge", "Frameworks", "", 1, null].map((value) => ({
    path: ["stacks"],
    value: [value],
    reported: "stacks.0",
  })),
  ...OWN.map(([name, value, reported]) => ({
    path: ["contestants", name],
    value,
    reported: `contestants.${reported}`,
  })),
  ...OTHER_DATABASE.map(([value, reported]) => ({
    path: ["database"],
    value,
    reported: `database.${reported}`,
  })),
  ...UNKNOWN.map((place) => ({ path: place.split("."), value: "x", reported: place })),
];

/**
 * Whether two faults can stand in one configuration and both be seen: not at the same place, not
 * one inside the other, and no other one in a cluster or a database whose kind is unknown.
 */
export function independent(a: Fault, b: Fault): boolean {
  const inside = (outer: Fault, inner: Fault): boolean =>
    outer.path.every((key, depth) => inner.path[depth] === key);
  const hidden = ["cluster", "database"].some((key) => {
    const both = [a, b].filter(({ path }) => path[0] === key);
    return both.length === 2 && both.some(({ path }) => path[1] === "kind");
  });
  return !inside(a, b) && !inside(b, a) && !hidden;
}

/** An otherwise good configuration that holds these faults. */
export function faulty(faults: readonly Fault[]): Record<string, unknown> {
  const uid = "11111111-2222-3333-4444-555555555555";
  const config: Record<string, unknown> = {
    cluster: { kind: "cloud", context: "prod", uid },
    database: { kind: "external", host: "db", cidr: "10.1.0.0/16" },
  };
  for (const { path, value } of faults) {
    const [key, inner] = path;
    if (inner === undefined) config[key] = value;
    else config[key] = { ...(config[key] as object | undefined), [inner]: value };
  }
  return config;
}
