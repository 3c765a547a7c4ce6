import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { RawResult } from "../../report/rawResult";
import type { Measurement, ReportInput } from "../../report/report";

/** A whole, unremarkable result. */
export const RESULT: RawResult = {
  schema: "tare-result/1",
  subject: { name: "hyperlane", image: "registry/hyperlane@sha256:1" },
  target: { url: "http://hyperlane:8080/", answer: { wireBytes: 120, bodyBytes: 13 } },
  plan: { connections: 64, threads: 1, warmupSeconds: 2, durationSeconds: 10 },
  window: { startSeconds: 1000, endSeconds: 1010 },
  wrk: {
    requests: 500_000,
    durationMicros: 10_000_000,
    bytes: 60_000_000,
    errors: { connect: 0, read: 0, write: 0, status: 0, timeout: 0 },
    latencyMicros: {
      mean: 1250,
      stdev: 300,
      min: 50,
      max: 15_000,
      p50: 1100,
      p75: 1300,
      p90: 1500,
      p99: 4300,
      p999: 9000,
    },
    text: "Running 10s test",
  },
  generator: {
    userSeconds: 0.5,
    systemSeconds: 4,
    wallSeconds: 10,
    allowedCores: 2,
    quotaCores: 2,
    usableCores: 1,
    utilisation: 0.45,
  },
  subjectUse: {
    cpu: { known: true, cores: 0.6, overSeconds: 10, readings: 2 },
    memory: { known: true, workingSetBytes: 6_291_456 },
  },
  machine: {
    kernel: "6.1.0",
    cpuModel: "Some CPU",
    cores: 2,
    memoryBytes: 8_589_934_592,
    cgroup: 2,
    busyCores: 1.5,
    irqCores: 0.3,
    stealShare: 0,
  },
};

/** The log that the load generator would print for any document. */
export function logOf(document: unknown): string {
  const json = JSON.stringify(document);
  const lines =
    gzipSync(json)
      .toString("base64")
      .match(/.{1,120}/g) ?? [];
  const digest = createHash("sha256").update(json).digest("hex");
  const head = ["loadgen: waiting", RESULT.wrk.text, "tare-result begin v1"];
  return [...head, ...lines, `tare-result sha256 ${digest}`, ""].join("\n");
}

/** A changed copy of {@link RESULT}: fields of the named parts are replaced. */
export function resultWith(parts: {
  [Part in keyof RawResult]?: Partial<RawResult[Part]>;
}): RawResult {
  const base: Record<string, unknown> = { ...RESULT };
  for (const [part, change] of Object.entries(parts)) {
    base[part] = { ...(base[part] as object), ...(change as object) };
  }
  return base as RawResult;
}

/** One measurement of `subject` whose log holds `result`. */
export function measurement(subject: string, result: RawResult = RESULT): Measurement {
  return {
    experiment: "first-look",
    subject,
    namespace: "frameworks",
    job: `bench-${subject}-0123abcd`,
    image: `registry/${subject}@sha256:1`,
    log: logOf({ ...result, subject: { name: subject, image: "" } }),
  };
}

/** Input of a report on these measurements. */
export function input(measurements: readonly Measurement[]): ReportInput {
  return {
    createdAt: "2026-01-02T03:04:05Z",
    environment: "dev",
    measurements,
    images: { "registry/hyperlane@sha256:1": { compressed: 3_145_728, unpacked: 9_437_184 } },
    plugins: [{ name: "kubernetes", version: "4.34.2+tare", standIn: true }],
    kubernetes: "v1.37.0",
    commit: "0123abc",
  };
}
