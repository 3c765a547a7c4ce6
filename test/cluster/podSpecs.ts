import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { derivedJob, readManifest } from "../../cli/bench/derivedJob";
import { measuringPlan, type Plan } from "../../components/benchmark/plan";
import { VARIANTS_NAMESPACE } from "../../components/benchmark/variantsNamespace";
import { readPodComparison } from "../../report/podSpecs/readPodComparison";
import type { Report } from "../../report/report";
import type { Checkout } from "../support/checkout";
import type { Driver } from "../support/tare";
import { create, type Kubectl, kubectlOf } from "./kubectl";

const NAMESPACE = "tare-benchmark";
const minute = 60_000;

/** One block: a pod of each spec. */
const PLAN: Plan = {
  ...measuringPlan("short", { connections: 16, threads: 1, seed: 1, rate: "2000 /s" }),
  pods: { blocks: 1, settle: "200 ms", cost: "1 s", peak: "500 ms" },
};

/** What only pods of their own can show. Part of the one story of deployment.test.ts. */
export function podSpecsTests(tare: () => Driver, checkout: () => Checkout): void {
  test("an exclusive pod has had a core of its own and a shared one has not, by what was read back", () => {
    const text = readFileSync(checkout().path("out/dev/report.json"), "utf8");

    const [comparison] = (JSON.parse(text) as Report).podComparisons;
    expect(comparison?.refusal).toBeUndefined();
    const [shared, exclusive] = comparison?.measured?.variants ?? [];
    expect(exclusive?.cpus).toHaveLength(1);
    expect(exclusive?.cpus[0]).toMatch(/^\d+$/);
    expect(shared?.cpus[0]).not.toBe(exclusive?.cpus[0]);
    expect(podsOf(kubectlOf(tare()))).toEqual([]);
  });

  test(
    "what a killed comparison leaves is removed by the next one, which leaves nothing",
    async () => {
      const kubectl = kubectlOf(tare());
      const source = jobOf(kubectl, "exclusive-core");
      const jobs = ["bench-killed-pods", "bench-next-pods"] as const;
      try {
        begin(kubectl, source, jobs[0]);
        await until(() => podsOf(kubectl).length > 0);
        const own = ["pods", "-n", NAMESPACE, "-l", `batch.kubernetes.io/job-name=${jobs[0]}`];
        kubectl("delete", ...own, "--grace-period=0", "--force");
        begin(kubectl, source, jobs[1]);
        const ended = ["--for=condition=complete", "--timeout=110s"];
        kubectl("wait", `job/${jobs[1]}`, "-n", NAMESPACE, ...ended);

        const log = kubectl("logs", `job/${jobs[1]}`, "-n", NAMESPACE, "--tail=-1");
        expect(readWith(log).refusal).toBeUndefined();
        expect(podsOf(kubectl)).toEqual([]);
      } finally {
        const gone = ["--ignore-not-found", "--cascade=foreground", "--wait"];
        tare().kubectl("delete", "job", ...jobs, "-n", NAMESPACE, ...gone);
      }
    },
    4 * minute,
  );
}

function begin(kubectl: Kubectl, source: string, name: string): void {
  const found = kubectl("get", "job", source, "-n", NAMESPACE, "-o", "json");
  const manifest = readManifest(source, JSON.parse(found));
  create(kubectl, derivedJob(manifest, { name, run: "pod-specs", plan: PLAN }));
}

function readWith(log: string) {
  const images = { shared: "tokio", exclusive: "tokio" };
  const where = { experiment: "frameworks", namespace: NAMESPACE, job: "bench-next-pods" };
  return readPodComparison({ ...where, subject: "exclusive-core", kind: "pods", images, log });
}

/** The Job by which `up` has measured a subject. */
export function jobOf(kubectl: Kubectl, subject: string): string {
  const label = ["-l", `tare.dev/subject=${subject},!tare.dev/run`];
  return kubectl(
    "get",
    "jobs",
    "-n",
    NAMESPACE,
    ...label,
    "-o",
    "jsonpath={.items[0].metadata.name}",
  );
}

function podsOf(kubectl: Kubectl): string[] {
  const names = kubectl("get", "pods", "-n", VARIANTS_NAMESPACE, "-o", "name");
  return names.split("\n").filter((line) => line.startsWith("pod/"));
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + minute;
  while (!condition()) {
    if (Date.now() > end) throw new Error("no pod of a variant has come");
    await sleep(500);
  }
}
