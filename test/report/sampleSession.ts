import type { Phase, RawResult, RawSlice } from "../../report/rawResult";
import { normal, type Random, seededRandom } from "../../report/statistics/random";
import { hdrOf } from "./hdrSample";

/** A server of made-up data, and how it behaves. */
export interface SampleServer {
  readonly name: string;
  /** Microseconds of CPU a request at the fixed rate. */
  readonly cost: number;
  /** Requests a second on one core. */
  readonly peak: number;
  /** Share of its core that the generator uses at that peak. */
  readonly generator: number;
  /** Median latency in microseconds at 70 % of the peak. */
  readonly latency: number;
  readonly idleMiB: number;
  readonly loadMiB: number;
  /** Share of the periods in which the quota stops it at its peak. */
  readonly throttled: number;
}

export const CONNECTIONS = 64;
export const WIRE_BYTES = 130;
const RATE = 10_000;
const LATENCY_BLOCKS = 2;
const MIB = 1024 ** 2;
/** Standard deviation of what one slice adds to the logarithm of a figure. */
const NOISE = 0.01;

export interface SampleOptions {
  readonly blocks?: { readonly peak: number; readonly cost: number };
  readonly seed?: number;
}

/** The whole result of a session of two servers, without a fault. The same options, the same result. */
export function sampleResult(
  reference: SampleServer,
  subject: SampleServer,
  { blocks = { peak: 3, cost: 6 }, seed = 7 }: SampleOptions = {},
): RawResult {
  const random = seededRandom(seed);
  const arms = [reference, subject] as const;
  const bytes = (mib: number) => ({ workingSetBytes: Math.round(mib * MIB) });
  return {
    schema: "tare-result/2",
    experiment: "frameworks",
    subject: subject.name,
    startedSeconds: 1_767_322_000,
    arms: [armOf(reference), armOf(subject)],
    plan: {
      connections: CONNECTIONS,
      threads: 1,
      seed,
      settleMillis: 250,
      warmupSeconds: 2,
      peak: { blocks: blocks.peak, sliceMillis: 1000 },
      cost: { blocks: blocks.cost, sliceMillis: 1000, rate: RATE },
      latency: { blocks: LATENCY_BLOCKS, sliceMillis: 1000, load: 0.7, peak: "own" },
      article: { seconds: 5 },
    },
    verify: arms.map(({ name }) => ({
      arm: name,
      path: "/",
      ok: true,
      status: 200,
      bodyBytes: 13,
      wireBytes: WIRE_BYTES,
      reason: null,
    })),
    effective: Object.fromEntries(arms.map(({ name }) => [name, READING])),
    idle: Object.fromEntries(arms.map(({ name, idleMiB }) => [name, bytes(idleMiB)])),
    baseline: { seconds: 2, busySeconds: 0.28, irqSeconds: 0.02, taskSeconds: 0.26 },
    slices: slicesOf(arms, blocks, random),
    article: articleOf(subject),
    restarted: [],
    machine: {
      kernel: "6.1.0",
      cpuModel: "Some CPU",
      cores: 2,
      memoryBytes: 8_589_934_592,
      cgroup: 2,
    },
  };
}

const READING = {
  cpu: { quotaMicros: 200_000, periodMicros: 100_000 },
  memory: { limitBytes: 512 * MIB },
};

function armOf({ name }: SampleServer) {
  return { name, image: `registry/${name}@sha256:1`, settings: { WORKERS: "2" }, calls: [] };
}

function slicesOf(
  arms: readonly [SampleServer, SampleServer],
  blocks: { readonly peak: number; readonly cost: number },
  random: Random,
): RawSlice[] {
  const inBlocks = (phase: Phase, count: number): RawSlice[] =>
    Array.from({ length: count }, (_, block) => {
      const order = random() < 0.5 ? [0, 1, 1, 0] : [1, 0, 0, 1];
      return order.map((arm) => sampleSlice(arms[arm], phase, block, random));
    }).flat();
  return [
    ...inBlocks("peak", blocks.peak),
    ...inBlocks("cost", blocks.cost),
    ...inBlocks("latency", LATENCY_BLOCKS),
  ];
}

/** One slice without a fault. */
export function sampleSlice(
  server: SampleServer,
  phase: Phase,
  block: number,
  random: Random,
): RawSlice {
  const seconds = 1;
  const closed = phase === "peak";
  const rate = closed ? server.peak * noisy(random) : phase === "cost" ? RATE : 0.7 * server.peak;
  const requests = Math.round(rate * seconds);
  const cpuSeconds = requests * server.cost * 1e-6 * noisy(random);
  const generatorSeconds = (closed ? server.generator : 0.4) * seconds;
  const open = phase === "latency" ? server.latency * noisy(random) : server.latency;
  const mean = closed ? (CONNECTIONS / requests) * seconds * 1e6 : open;
  const periods = 10 * seconds;
  const throttledPeriods = closed ? Math.round(server.throttled * periods) : 0;
  return {
    phase,
    block,
    arm: server.name,
    loop: closed ? "closed" : "open",
    connections: CONNECTIONS,
    rate: closed ? null : Math.round(rate),
    pinned: closed,
    seconds,
    requests,
    planned: closed ? null : requests,
    errors: { connect: 0, read: 0, status: 0, body: 0, timeout: 0 },
    wireBytes: requests * WIRE_BYTES,
    latencyMicros: spread(mean),
    histogram: phase === "latency" ? hdrOf(latencies(server.latency, random)) : null,
    served: { fewest: Math.floor(requests / 70), most: Math.ceil(requests / 60) },
    generator: { cpuSeconds: generatorSeconds, usableCores: 1, throttledSeconds: 0 },
    subject: {
      cpuSeconds,
      periods,
      throttledPeriods,
      throttledSeconds: throttledPeriods * 0.02,
      workingSetBytes: Math.round(server.loadMiB * MIB),
    },
    idleCpuSeconds: 0,
    machine: {
      cores: 2,
      // What takes part, the kernel's network work, and what the machine does at rest.
      busySeconds: cpuSeconds + generatorSeconds + 0.1 * seconds + 0.13 * seconds,
      irqSeconds: 0.1 * seconds,
      stealSeconds: 0,
      taskSeconds: cpuSeconds + generatorSeconds + 0.13 * seconds,
    },
  };
}

function spread(mean: number) {
  return {
    mean,
    min: mean / 4,
    max: mean * 20,
    p50: mean * 0.9,
    p90: mean * 1.4,
    p99: mean * 3,
    p999: mean * 8,
  };
}

/** Nanoseconds: a body around the median and a tail. */
function latencies(median: number, random: Random): number[] {
  return Array.from({ length: 5_000 }, () => {
    const tail = Math.max(random(), 1e-6) ** -0.35;
    return Math.round(median * 1000 * 0.785 * tail);
  });
}

function articleOf({ name, peak }: SampleServer): NonNullable<RawResult["article"]> {
  const rate = peak * 0.9;
  const latencyMicros = { ...spread((CONNECTIONS / rate) * 1.15e6), stdev: 300, p75: 1200 };
  return {
    arm: name,
    requests: Math.round(rate * 5),
    durationMicros: 5_000_000,
    bytes: Math.round(rate * 5) * WIRE_BYTES,
    errors: { connect: 0, read: 0, write: 0, status: 0, timeout: 0 },
    latencyMicros,
    text: "Running 5s test",
  };
}

/** A factor near 1. */
export function noisy(random: Random, deviation: number = NOISE): number {
  return Math.exp(deviation * normal(random));
}
