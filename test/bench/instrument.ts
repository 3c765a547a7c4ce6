import { deployedBenchmarks } from "../../cli/bench/deployed";
import { planFor, readManifest } from "../../cli/bench/derivedJob";
import { kubectlCluster } from "../../cli/bench/jobCluster";
import { openContext, quietProgress } from "../../cli/context";
import { withInstanceLock } from "../../cli/lock";
import { kubectlTarget } from "../../cli/reporting/kubectlTarget";
import { type Benchmark } from "../../cli/reporting/outputs";
import { type Plan } from "../../components/benchmark/plan";
import { type RawResult } from "../../report/rawResult";
import { harnessSeconds } from "./instrument/harness";
import { jobSeconds, type Laboratory } from "./instrument/laboratory";
import { costPlan, disturbedPlan, type Effort, QUICK, WHOLE } from "./instrument/plans";
import { alike, disturbed, harness, ofSlices, planted } from "./instrument/proofs";
import { HEAD, type Row, rowText } from "./instrument/row";
import { wrkOf } from "./loadSlice";
import { LOAD_TOOLS } from "./loadTools";
import { writeSection } from "./page";
import { ensureQuiet } from "./quiet";

const COMMAND = 'make bench-instrument FLAGS="--write"';

/**
 * `make bench-instrument`: whether what measures can be trusted, tried on the running environment
 * with the yardstick in place of the servers. `--write` puts the table into docs/performance.md;
 * `--quick` only shows that everything works. What it makes, it removes, also on Ctrl-C.
 */
async function main(flags: readonly string[]): Promise<void> {
  const quick = flags.includes("--quick");
  if (quick && flags.includes("--write")) throw new Error("'--quick' proves nothing to be written");
  wrkOf(LOAD_TOOLS);
  const context = openContext({ env: "dev" });
  await withInstanceLock(context.instance, async () => {
    const progress = quietProgress(context, "bench-instrument");
    const benchmarks = await deployedBenchmarks(context, progress);
    const target = kubectlTarget(context);
    const cluster = kubectlCluster(target, progress);
    const { job, namespace } = first(benchmarks);
    const running = await cluster.running(namespace);
    if (running.length > 0) throw new Error(`wait for the end of ${running.join(", ")} first`);
    const manifest = readManifest(job, await cluster.read({ job, namespace }));
    const like = planFor("standard", manifest);
    const effort = quick ? QUICK : WHOLE;
    console.log(`Takes about ${minutes(like, effort)} minutes. Keep the machine idle.\n`);
    await ensureQuiet();
    const begin = performance.now();
    const say = (text: string): void => {
      const seconds = Math.round((performance.now() - begin) / 1e3);
      console.log(`${String(seconds).padStart(4)} s  ${text}`);
    };
    const { signal } = context;
    const laboratory = { cluster, target, manifest, signal, say };
    const table = await prove(laboratory, { like, effort, image: imageWithNode(benchmarks) });
    const text = `${EXPLANATION}\n\n${[...HEAD, ...table.map(rowText)].join("\n")}`;
    say("done\n");
    console.log(text);
    if (flags.includes("--write")) writeSection("Instrument", COMMAND, text);
  });
}

interface Wish {
  readonly like: Plan;
  readonly effort: Effort;
  readonly image: string;
}

async function prove(laboratory: Laboratory, { like, effort, image }: Wish): Promise<Row[]> {
  const results: RawResult[] = [];
  const proofs: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
    "The same server twice": () => alike(laboratory, like, effort, results),
    "3 % more work": () => planted(laboratory, like, effort, results),
    "p99 under a stall": () => Promise.resolve([STALL]),
    "Percentiles and CPU accounting": () => Promise.resolve(ofSlices(results)),
    "Harness beside wrk": () => harness(laboratory, like, effort),
    "A busy loop": () => disturbed(laboratory, like, image),
  };
  const rows: Row[] = [];
  for (const [name, proof] of Object.entries(proofs)) {
    rows.push(...(await proof().catch((error: unknown) => failed(name, error, laboratory))));
  }
  return rows;
}

/** What could not be measured is a line, too; the other proofs go on. */
function failed(name: string, error: unknown, { signal, say }: Laboratory): readonly Row[] {
  signal.throwIfAborted();
  const how = error instanceof Error ? error.message : String(error);
  say(`${name}: ${how}`);
  return [
    { name, measured: "not measured", bound: "", kept: false, how: how.replace(/\s+/g, " ") },
  ];
}

const STALL: Row = {
  name: "p99 under a stall",
  measured: "see below",
  bound: "within 5 %",
  how: "the row `loadgen` under 'A stall of 100 ms each second', which `make bench-loadgen` makes",
};

const EXPLANATION =
  "Sessions like those of the report, in the running environment, with `reference` for both arms. " +
  "A ratio is yardstick / other, so that below 1 is dearer; an interval covers the truth in 95 % of all cases.";

function first([benchmark]: readonly Benchmark[]): Benchmark {
  if (benchmark === undefined) throw new Error("the environment measures nothing; run 'make up'");
  return benchmark;
}

function imageWithNode(benchmarks: readonly Benchmark[]): string {
  const image = benchmarks.find(({ images }) => "node-std" in images)?.images["node-std"];
  if (image === undefined) throw new Error("the busy loop needs 'node-std' among the servers");
  return image;
}

/** The compiler, for the server that runs bare, comes on top where it has not run yet. */
function minutes(like: Plan, { alike: pairs, calibration, planted: more, rounds }: Effort): number {
  const sessions = [pairs, calibration, more].map((blocks) => jobSeconds(costPlan(like, blocks)));
  const loop = jobSeconds(disturbedPlan(like)) + 15;
  const all = [...sessions, harnessSeconds(like, rounds), loop];
  return Math.ceil(all.reduce((sum, one) => sum + one, 0) / 60);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
