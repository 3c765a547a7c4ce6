import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { derivedJob, type JobManifest } from "../../../cli/bench/derivedJob";
import { type JobCluster } from "../../../cli/bench/jobCluster";
import { type KubectlTarget } from "../../../cli/reporting/jobLog";
import { type Plan, sessionLength } from "../../../components/benchmark/plan";
import { duration } from "../../../components/config/duration";
import { run } from "../../../platform/exec";
import { parseRawLog } from "../../../report/parseRawLog";
import { type RawResult } from "../../../report/rawResult";
import { readSession } from "../../../report/sessions/readSession";
import { type Measured } from "../../../report/sessions/session";
import { root } from "../scratchStack";
import { withYardsticks, type Yardstick, yardstickImage } from "./manifests";

/** Where the proofs are made. */
export interface Laboratory {
  readonly cluster: JobCluster;
  readonly target: KubectlTarget;
  /** Of the Job of the stack that all others are made after. */
  readonly manifest: JobManifest;
  readonly signal: AbortSignal;
  /** Tells what is going on. */
  readonly say: (text: string) => void;
}

/** What a session measured and what the report makes of it. */
export interface Proof {
  readonly result: RawResult;
  readonly measured: Measured;
}

/** Where the logs of the sessions are kept. */
const RAW = join(root, "out", "bench", "instrument");

/** What the Jobs carry as their run. */
const RUN = "instrument";
const PREFIX = "instrument";

/** To start the pod of a Job, to fetch its log and to remove it; in seconds. */
const AROUND_JOB = 9;
const REMOVAL = 60_000;

/** Seconds that a Job of this plan takes in all. */
export function jobSeconds(plan: Plan): number {
  return duration.parse(sessionLength(plan)) / 1e3 + AROUND_JOB;
}

/** One session of the yardstick against itself. Throws where the report refuses all of it. */
export async function session(
  laboratory: Laboratory,
  name: string,
  arms: readonly [Yardstick, Yardstick],
  plan: Plan,
): Promise<Proof> {
  const { manifest } = laboratory;
  laboratory.say(`${name}: about ${Math.round(jobSeconds(plan))} s`);
  const log = await withJob(laboratory, withYardsticks(manifest, arms), name, plan, (place) =>
    logOf(laboratory, place),
  );
  mkdirSync(RAW, { recursive: true });
  writeFileSync(join(RAW, `${name}.log`), log);
  const image = yardstickImage(manifest);
  const images = Object.fromEntries(arms.map((arm) => [arm.name, image]));
  const { measured, starts } = readSession([
    { experiment: "instrument", subject: arms[1].name, namespace: "", job: name, images, log },
  ]).session;
  const parsed = parseRawLog(log);
  if (measured === undefined || parsed.kind === "refused") {
    throw new Error(`the session '${name}' was refused: ${JSON.stringify(starts)}`);
  }
  laboratory.say(`${name}: ${droppedText(measured)}`);
  return { result: parsed.result, measured };
}

/** `3 of 52 slices dropped (foreign-cpu)`. */
export function droppedText({ slices, dropped }: Measured): string {
  const kinds = [...new Set(dropped.map(({ kind }) => kind))].join(", ");
  return `${dropped.length} of ${slices} slices dropped${kinds && ` (${kinds})`}`;
}

interface Place {
  readonly job: string;
  readonly namespace: string;
}

/** Has a Job while `work` needs it. Whatever happens, it goes. */
export async function withJob<T>(
  { cluster, manifest: { metadata } }: Laboratory,
  manifest: JobManifest,
  name: string,
  plan: Plan,
  work: (place: Place) => Promise<T>,
): Promise<T> {
  const place = { job: `${PREFIX}-${name}`, namespace: metadata.namespace };
  const gone = () => cluster.remove(place, AbortSignal.timeout(REMOVAL));
  try {
    await cluster.create(derivedJob(manifest, { name: place.job, run: RUN, plan }));
    return await work(place);
  } finally {
    await gone();
  }
}

/** The log of a Job that has come to its end. */
export async function logOf({ cluster }: Laboratory, place: Place): Promise<string> {
  const ended = await cluster.ended(place);
  const found = await cluster.log(place);
  if ("log" in found && ended === "complete") return found.log;
  const said = "log" in found ? found.log.trimEnd().split("\n").at(-1) : found.missing;
  throw new Error(`job ${place.job} ended as '${ended}': ${said}`);
}

/** Runs kubectl on the cluster and gives what it prints. */
export async function kubectl(
  { target, signal }: Laboratory,
  args: readonly string[],
  input?: object,
): Promise<string> {
  const text = input && JSON.stringify(input);
  const options = { signal, timeout: 120_000, ...(text && { input: text }) };
  return (await run("kubectl", [...target, ...args], options)).stdout;
}
