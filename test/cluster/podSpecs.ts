import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { derivedJob, type JobManifest, readManifest } from "../../cli/bench/derivedJob";
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
  test(
    "measured on demand, an exclusive pod has a core of its own and a shared one has not, as read back",
    () => {
      const which = ["frameworks", "--subjects", "exclusive-core", "--plan", "short"];
      const { code, output } = tare().tare("bench", ...which);
      if (code !== 0) throw new Error(`exit code ${code}\n${output}`);

      const [comparison] = lastRun(checkout()).podComparisons;
      expect(comparison?.refusal).toBeUndefined();
      const [shared, exclusive] = comparison?.measured?.variants ?? [];
      expect(exclusive?.cpus).toHaveLength(1);
      expect(exclusive?.cpus[0]).toMatch(/^\d+$/);
      expect(shared?.cpus[0]).not.toBe(exclusive?.cpus[0]);
      expect(podsOf(kubectlOf(tare()))).toEqual([]);
    },
    4 * minute,
  );

  test(
    "a comparison that is ended leaves no pod, and the next one removes what a killed one has left",
    async () => {
      const kubectl = kubectlOf(tare());
      const source = keptManifest(kubectl, "exclusive-core");
      const jobs = ["bench-ended-pods", "bench-next-pods"] as const;
      const gone = ["--ignore-not-found", "--cascade=foreground", "--wait"];
      const remove = (): void => {
        tare().kubectl("delete", "job", ...jobs, "-n", NAMESPACE, ...gone);
      };
      try {
        create(kubectl, derivedJob(source, { name: jobs[0], run: "pods", plan: PLAN }));
        await until(() => podsOf(kubectl).length > 0);
        remove();
        await until(() => podsOf(kubectl).length === 0);

        create(kubectl, leftPod(source));
        create(kubectl, derivedJob(source, { name: jobs[1], run: "pods", plan: PLAN }));
        const ended = ["--for=condition=complete", "--timeout=110s"];
        kubectl("wait", `job/${jobs[1]}`, "-n", NAMESPACE, ...ended);

        const log = kubectl("logs", `job/${jobs[1]}`, "-n", NAMESPACE, "--tail=-1");
        expect(readWith(log).refusal).toBeUndefined();
        expect(podsOf(kubectl)).toEqual([]);
      } finally {
        remove();
      }
    },
    4 * minute,
  );
}

/** The report of the newest run of `bench`. */
function lastRun(checkout: Checkout): Report {
  const folder = checkout.path("out/dev/bench");
  const id = readdirSync(folder).sort().at(-1) ?? "";
  return JSON.parse(readFileSync(join(folder, id, "report.json"), "utf8")) as Report;
}

/** The Job that is kept for whoever asks for that subject. */
function keptManifest(kubectl: Kubectl, subject: string): JobManifest {
  const label = ["-l", "app.kubernetes.io/name=loadgen"];
  const found = kubectl("get", "configmaps", "-n", NAMESPACE, ...label, "-o", "json");
  const { items } = JSON.parse(found) as { items: { data: Record<string, string> }[] };
  const kept = items.flatMap(({ data }) => Object.entries(data));
  const [job, text] = kept.find(([name]) => name.startsWith(`bench-${subject}-`)) ?? ["none", ""];
  return readManifest(job, JSON.parse(text));
}

/** The first variant's pod, as a load generator that was killed would have left it. */
function leftPod({ spec }: JobManifest): object {
  const text = spec.template.spec.containers[0]?.env.find(({ name }) => name === "VARIANTS")?.value;
  const [first] = JSON.parse(text ?? "") as readonly {
    readonly name: string;
    readonly template: object;
  }[];
  const metadata = { name: `exclusive-core-${first?.name}`, namespace: VARIANTS_NAMESPACE };
  return { apiVersion: "v1", kind: "Pod", ...first?.template, metadata };
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
    if (Date.now() > end) throw new Error("the pods of the variants neither come nor go");
    await sleep(500);
  }
}
