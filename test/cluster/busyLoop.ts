import { setTimeout as sleep } from "node:timers/promises";
import { derivedJob, type JobManifest, readManifest } from "../../cli/bench/derivedJob";
import { type Plan } from "../../components/benchmark/plan";
import { type Measurement } from "../../report/report";
import { BUSY, busyPod } from "../support/busyPod";
import { type Driver } from "../support/tare";
import { create, deployedImage, kubectlOf } from "./kubectl";

const NAMESPACE = "tare-benchmark";
const JOB = "bench-beside-a-busy-loop";

/** Short, with slices in which a core of foreign work cannot hide. */
const PLAN: Plan = {
  starts: 1,
  connections: 16,
  threads: 1,
  seed: 1,
  settle: "100 ms",
  warmup: "1 s",
  peak: { blocks: 1, slice: "1 s" },
  cost: { blocks: 3, slice: "500 ms", rate: "2000 /s" },
  latency: { blocks: 1, slice: "500 ms", load: 0.5, peak: "own" },
  article: { duration: "0 s" },
  pods: { blocks: 1, settle: "100 ms", cost: "500 ms", peak: "500 ms" },
};

/**
 * The session of a deployed Job under a short plan, with a pod in another namespace that begins to
 * keep a core busy when the session knows what the machine does at rest. Leaves neither behind.
 */
export async function besideBusyLoop(tare: Driver, source: string): Promise<Measurement> {
  const kubectl = kubectlOf(tare);
  const found = kubectl("get", "job", source, "-n", NAMESPACE, "-o", "json");
  const manifest = readManifest(source, JSON.parse(found));
  try {
    create(kubectl, derivedJob(manifest, { name: JOB, run: "busy-loop", plan: PLAN }));
    const log = (): string =>
      tare.kubectl("logs", `job/${JOB}`, "-c", "loadgen", "-n", NAMESPACE).output;
    const end = Date.now() + 60_000;
    while (!log().includes("loadgen: peak")) {
      if (Date.now() > end) throw new Error(`the session does not begin\n${log()}`);
      await sleep(500);
    }
    // Of an image that has a program for it.
    create(kubectl, busyPod(deployedImage(kubectl, "node-std"), "frameworks"));
    kubectl("wait", `job/${JOB}`, "-n", NAMESPACE, "--for=condition=complete", "--timeout=90s");
    return measurementOf(manifest, log());
  } finally {
    const gone = ["--ignore-not-found", "--wait"];
    tare.kubectl("delete", "pod", BUSY, "-n", "frameworks", ...gone);
    tare.kubectl("delete", "job", JOB, "-n", NAMESPACE, "--cascade=foreground", ...gone);
  }
}

function measurementOf(manifest: JobManifest, log: string): Measurement {
  const [generator] = manifest.spec.template.spec.containers;
  const text = generator.env.find(({ name }) => name === "ARMS")?.value ?? "";
  const arms = JSON.parse(text) as readonly { readonly name: string; readonly image: string }[];
  return {
    experiment: "frameworks",
    subject: arms[1].name,
    namespace: NAMESPACE,
    job: JOB,
    images: Object.fromEntries(arms.map(({ name, image }) => [name, image])),
    log,
  };
}
