import { findCycle, readSources, readTests, type Source } from "./support/sources";

const sources = readSources();

/** The folders of components/ in the order in which the data flows. */
const FLOW = [
  "config",
  "images",
  "cluster",
  "workloads",
  "data",
  "mesh",
  "serverless",
  "edge",
  "benchmark",
].map((folder) => `components/${folder}`);

/** What is measured for how long. */
const PLANS = ["plan", "podPlan"].map((file) => `components/benchmark/${file}`);

/** The unit in which plans give their lengths. */
const DURATION = "components/config/duration";

/** What a file of a folder may import besides packages and its own folder; the first match counts. */
const ARROWS: readonly (readonly [folder: string, mayImport: readonly string[]])[] = [
  ...FLOW.map((folder, place) => [folder, FLOW.slice(0, place)] as const),
  ["stacks", ["components"]],
  ["index", ["stacks", "components", "versions.json"]],
  ["report", []],
  ["policy", []],
  ["services/shop", []],
  ["platform/tools", ["platform", "from-registries", "versions.json"]],
  ["platform", ["versions.json"]],
  ["from-registries", ["platform", "versions.json"]],
  // `explain` reads what a case study deploys and its arithmetic; both are plain data, no resources.
  ["cli/explain", ["platform", "stacks/workloads", "components/workloads", "components/data"]],
  // A remote verb tells a wrong cluster as the program does.
  ["cli/remoteCluster", ["cli", "platform", "components/cluster/guard"]],
  // `bench` measures by a plan of the program and says beforehand how long that takes.
  ["cli", ["platform", "report", "versions.json", ...PLANS, DURATION]],
];

const lies = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);

const below = (...folders: string[]): Source[] =>
  sources.filter(({ path }) => folders.some((folder) => lies(path, folder)));

/** `file: what` for each offence, so that a failure names the place. */
const offences = (files: readonly Source[], of: (source: Source) => readonly string[]): string[] =>
  files.flatMap((source) => of(source).map((what) => `${source.path}: ${what}`));

describe("imports", () => {
  test("go only from a folder to those before it in the flow", () => {
    const forbidden = offences(sources, ({ path, imports }) => {
      const [folder, mayImport] = ARROWS.find(([name]) => lies(path, name)) ?? [path, []];
      const allowed = [folder, ...mayImport];
      return imports
        .filter(({ from }) => ARROWS.some(([name]) => lies(from, name)) || from === "versions.json")
        .filter(({ from }) => !allowed.some((name) => lies(from, name)))
        .map(({ from }) => from);
    });

    expect(forbidden).toEqual([]);
  });

  test("run in no circle", () => {
    expect(findCycle(sources)).toBeUndefined();
  });

  test("take one resource, never the root of a package of thousands", () => {
    const roots = offences(below("components", "stacks", "index"), ({ imports }) =>
      imports
        .filter(({ from, typeOnly }) => !typeOnly && /^@pulumi\/(?!pulumi)[a-z]+$/.test(from))
        .map(({ from }) => from),
    );

    expect(roots).toEqual([]);
  });

  test("of the command line lead to no Pulumi SDK, for which every verb would wait", () => {
    const reached = new Set(["cli/main"]);
    for (const path of reached) {
      const { imports } = sources.find((source) => source.path === path) ?? { imports: [] };
      for (const { from, typeOnly } of imports) if (!typeOnly) reached.add(from);
    }

    expect(reached).toContain("components/workloads/tuning/settings");
    expect([...reached].filter((path) => path.startsWith("@pulumi/"))).toEqual([]);
  });

  test("of report/ reach neither files nor network nor clock", () => {
    const impure = offences(below("report"), ({ imports, text }) => [
      ...imports.map(({ from }) => from).filter((from) => /^node:(?!zlib|crypto)/.test(from)),
      ...(text.match(/\bprocess\.|\bfetch\(|Date\.now|new Date\(\)/g) ?? []),
    ]);

    expect(impure).toEqual([]);
  });
});

describe("the program", () => {
  const program = below("components", "stacks", "index");

  test("reads configuration and environment in components/config/load.ts alone", () => {
    const readers = program.filter(({ text }) =>
      /process\.env|allConfig\(|new (?:pulumi\.)?Config\(/.test(text),
    );

    expect(readers.map(({ path }) => path)).toEqual(["components/config/load"]);
  });

  test("ends by throwing, never by process.exit", () => {
    expect(offences(program, ({ text }) => text.match(/process\.exit/g) ?? [])).toEqual([]);
  });

  test("is told in index.ts in at most 60 lines", () => {
    expect(below("index")[0].text.split("\n").length).toBeLessThanOrEqual(60);
  });
});

describe("files", () => {
  const all = [...sources, ...readTests()];
  const lengths = all.map(({ path, text }) => [text.trimEnd().split("\n").length, path] as const);

  test("have at most 250 lines", () => {
    expect(lengths.filter(([lines]) => lines > 250)).toEqual([]);
  });

  test("have fewer than 120 lines in the median", () => {
    const sorted = lengths.map(([lines]) => lines).sort((a, b) => a - b);

    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(120);
  });

  test("are not called utils", () => {
    expect(all.map(({ path }) => path).filter((path) => /util|helper/i.test(path))).toEqual([]);
  });
});
