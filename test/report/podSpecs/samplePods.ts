import type { RawPod, RawPodSpecs } from "../../../report/podSpecs/rawPodSpecs";
import type { Measurement } from "../../../report/report";
import { seededRandom } from "../../../report/statistics/random";
import { logOf } from "../sample";
import { CONNECTIONS, sampleSlice, type SampleServer, WIRE_BYTES } from "../sampleSession";

const BLOCKS = 6;
const SEED = 13;
const IMAGE = "registry/tokio@sha256:1";

/** A server that shares, and the same with a core of its own: a shorter tail and nothing else. */
const SHARED: SampleServer = {
  name: "shared",
  cost: 12,
  peak: 90_000,
  generator: 0.7,
  latency: 180,
  idleMiB: 2,
  loadMiB: 4,
  throttled: 0,
};
const VARIANTS = [SHARED, { ...SHARED, name: "exclusive", latency: SHARED.latency / 2 }];

/** A whole comparison without a fault. */
export function samplePods(change: Partial<RawPodSpecs> = {}): RawPodSpecs {
  const random = seededRandom(SEED);
  const turns = Array.from({ length: BLOCKS }, (_, block) => {
    const order = block % 2 === 0 ? VARIANTS : [...VARIANTS].reverse();
    return order.map((variant) => ({ block, variant }));
  }).flat();
  return {
    schema: "tare-podspecs/1",
    experiment: "frameworks",
    subject: "exclusive-core",
    server: "tokio",
    startedSeconds: 1_767_322_100,
    variants: [
      { name: "shared", image: IMAGE, exclusiveCores: 0 },
      { name: "exclusive", image: IMAGE, exclusiveCores: 1 },
    ],
    plan: {
      connections: CONNECTIONS,
      threads: 1,
      seed: SEED,
      settleMillis: 500,
      blocks: BLOCKS,
      cost: { sliceMillis: 1000, rate: 10_000 },
      peak: { sliceMillis: 1000 },
    },
    verify: VARIANTS.map(({ name }) => ({
      arm: name,
      path: "/",
      ok: true,
      status: 200,
      bodyBytes: 13,
      wireBytes: WIRE_BYTES,
      reason: null,
    })),
    baseline: { seconds: 2, busySeconds: 0.28, irqSeconds: 0.02 },
    pods: turns.map(({ block, variant }) => samplePod(block, variant.name)),
    slices: turns.flatMap(({ block, variant }) =>
      (["cost", "peak"] as const).map((phase) => sampleSlice(variant, phase, block, random)),
    ),
    unplaced: null,
    machine: {
      kernel: "6.1.0",
      cpuModel: "Some CPU",
      cores: 2,
      memoryBytes: 8_589_934_592,
      cgroup: 2,
    },
    ...change,
  };
}

function samplePod(block: number, arm: string): RawPod {
  const exclusive = arm === "exclusive";
  return {
    block,
    arm,
    readySeconds: 2.1,
    generatorCpus: [0],
    effective: {
      cpus: exclusive ? "1" : "0-1",
      cpu: { quotaMicros: exclusive ? null : 100_000, periodMicros: 100_000 },
      memory: { limitBytes: 268_435_456 },
    },
  };
}

/** The same with another list of cores read back of one variant's pods. */
export function withCpus(arm: string, cpus: string, blocks: readonly number[]): RawPodSpecs {
  const sample = samplePods();
  const pods = sample.pods.map((pod): RawPod => {
    if (pod.arm !== arm || !blocks.includes(pod.block) || "reason" in pod.effective) return pod;
    return { ...pod, effective: { ...pod.effective, cpus } };
  });
  return { ...sample, pods };
}

/** One measurement whose log holds `result`. */
export function podMeasurement(result: RawPodSpecs = samplePods()): Measurement {
  const { experiment, subject } = result;
  return {
    experiment,
    subject,
    kind: "pods",
    namespace: "benchmark",
    job: `bench-${subject}-0123abcd`,
    images: { shared: IMAGE, exclusive: IMAGE },
    log: logOf(result),
  };
}
