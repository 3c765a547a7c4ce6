import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { buildReport } from "../../report/buildReport";
import type { RawResult, RawSlice } from "../../report/rawResult";
import type { Measurement, Report, ReportInput } from "../../report/report";
import { podMeasurement } from "./podSpecs/samplePods";
import { type SampleOptions, sampleResult, type SampleServer } from "./sampleSession";
import { sampleVariant } from "./sampleVariants";

/** Made-up servers, apart enough to be ranked; two of them alike. */
export const REFERENCE: SampleServer = {
  name: "reference",
  cost: 10,
  peak: 150_000,
  generator: 0.97,
  latency: 180,
  idleMiB: 0.9,
  loadMiB: 1.2,
  throttled: 0,
};
export const SERVERS: readonly SampleServer[] = [
  {
    ...REFERENCE,
    name: "tokio",
    cost: 11.8,
    peak: 148_000,
    latency: 240,
    idleMiB: 2,
    loadMiB: 4.1,
  },
  {
    ...REFERENCE,
    name: "hyperlane",
    cost: 11.9,
    peak: 92_000,
    generator: 0.7,
    latency: 360,
    idleMiB: 2.4,
    loadMiB: 5.9,
  },
  {
    ...REFERENCE,
    name: "rocket",
    cost: 26,
    peak: 61_000,
    generator: 0.5,
    latency: 830,
    idleMiB: 3,
    loadMiB: 6.9,
  },
  {
    ...REFERENCE,
    name: "node-std",
    cost: 41,
    peak: 35_000,
    generator: 0.4,
    latency: 1000,
    idleMiB: 38,
    loadMiB: 68,
    throttled: 0.3,
  },
];

/** A whole, unremarkable result. */
export const RESULT: RawResult = sampleResult(REFERENCE, SERVERS[1]);

/** The log that the load generator would print for any document. */
export function logOf(document: unknown, change = (json: string) => json): string {
  const json = change(JSON.stringify(document));
  const lines =
    gzipSync(json)
      .toString("base64")
      .match(/.{1,120}/g) ?? [];
  const digest = createHash("sha256").update(json).digest("hex");
  const head = ["loadgen: waiting", "tare-result begin v1"];
  return [...head, ...lines, `tare-result sha256 ${digest}`, ""].join("\n");
}

/** One measurement whose log holds `result`. */
export function measurement(result: RawResult = RESULT): Measurement {
  return {
    experiment: result.experiment,
    subject: result.subject,
    namespace: "benchmark",
    job: `bench-${result.subject}-0123abcd`,
    images: Object.fromEntries(result.arms.map(({ name, image }) => [name, image])),
    log: logOf(result),
  };
}

/** The sessions of all sample servers. */
export function sampleMeasurements(options: SampleOptions = {}): Measurement[] {
  return SERVERS.map((server, index) =>
    measurement(sampleResult(REFERENCE, server, { seed: 7 + index, ...options })),
  );
}

/** Input of a report on these measurements. */
export function input(measurements: readonly Measurement[]): ReportInput {
  const size = (compressed: number, unpacked: number) => ({ compressed, unpacked });
  return {
    createdAt: "2026-01-02T03:04:05Z",
    environment: "dev",
    measurements,
    images: {
      "registry/reference@sha256:1": size(648_192, 2_422_210),
      "registry/tokio@sha256:1": size(1_205_000, 3_300_000),
      "registry/hyperlane@sha256:1": size(3_743_416, 9_405_726),
      "registry/rocket@sha256:1": size(2_900_000, 7_800_000),
      "registry/node-std@sha256:1": size(39_636_172, 104_857_600),
    },
    plugins: [
      { name: "docker", version: "5.2.0", standIn: false },
      { name: "kubernetes", version: "4.34.2+tare", standIn: true },
    ],
    kubernetes: "v1.37.0",
    commit: "0123abc",
  };
}

/** Further starts of the last of the sample servers. */
function furtherStarts(): Measurement[] {
  const server = SERVERS[SERVERS.length - 1];
  return [0.97, 1.02, 1.05, 0.99].map((times, index) => {
    const other = { ...server, cost: server.cost * times };
    const one = measurement(sampleResult(REFERENCE, other, { seed: 50 + index }));
    return { ...one, job: `bench-${server.name}-${index + 1}1234567` };
  });
}

/**
 * A report that has something of everything: a server that was started several times, a control, a session with dropped slices, a noisy one,
 * a refused one, a comparison of pods, variants of servers.
 */
export function sampleReport(): Report {
  const control = sampleResult(REFERENCE, { ...REFERENCE, name: "reference-again" }, { seed: 23 });
  const alike = {
    ...control,
    arms: [control.arms[0], { ...control.arms[1], image: control.arms[0].image }],
  };
  const noisy = sampleResult(REFERENCE, { ...SERVERS[2], name: "rust-std", cost: 17 });
  const missing = {
    ...measurement(),
    subject: "actix",
    job: "bench-actix-0123abcd",
    log: undefined,
  };
  return buildReport(
    input([
      ...sampleMeasurements(),
      ...furtherStarts(),
      measurement(alike as RawResult),
      podMeasurement(),
      measurement({ ...noisy, slices: noisy.slices.map(disturbed) }),
      ...sampleVariants(),
      {
        ...missing,
        missing: "the log of job bench-actix-0123abcd could not be fetched | <b>gone</b>",
      },
    ]),
  );
}

/** A tuning that pays, and a pool of two sizes. */
function sampleVariants(): Measurement[] {
  const [, hyperlane, , shop] = SERVERS;
  const settings = { WORKERS: "1", BACKLOG: "4096", KEEPALIVE_IDLE: "120" };
  const tuned = { name: "hyperlane-tuned", cost: 10 };
  const pool = (size: number, peak: number) =>
    sampleVariant(
      "shop-pool",
      { ...shop, name: "shop" },
      { name: `shop-pool-${size}`, peak },
      {
        POOL_SIZE: String(size),
      },
    );
  return [
    sampleVariant("tuning", hyperlane, tuned, settings),
    pool(4, 35_200),
    pool(1, 12_000),
  ].map((result) => measurement(result));
}

/** Most slices of the cost phase with another program busy beside. */
function disturbed(slice: RawSlice, index: number): RawSlice {
  if (slice.phase !== "cost" || index % 3 === 0) return slice;
  const machine = { ...slice.machine, busySeconds: slice.machine.busySeconds + 0.4 };
  return { ...slice, machine };
}

/** A copy of a result in which some fields of some slices are others. */
export function withSlices(
  change: (slice: RawSlice, index: number) => Partial<RawSlice>,
  result: RawResult = RESULT,
): RawResult {
  return {
    ...result,
    slices: result.slices.map((slice, index) => ({ ...slice, ...change(slice, index) })),
  };
}
