import { type Service, SERVICES } from "../../../../cli/bench/trials/service";
import { type Stage } from "../../../../cli/bench/trials/stage";
import { type Place, type TrialCluster } from "../../../../cli/bench/trials/trialCluster";

const NAME = "app.kubernetes.io/name";

export const SERVICE: Service = {
  ...SERVICES.ecommerce,
  image: "localhost:5001/tare/shop@sha256:aa",
  url: "http://10.0.0.1:80/api/products?size=10",
  owners: { service: { [NAME]: "shop" }, database: { [NAME]: "shop-database" } },
  databaseReplicas: 1,
};

/** As `loadgen load` prints it. */
const LOAD = {
  loop: "open",
  rate: 100,
  seconds: 30,
  planned: 3_000,
  requests: 3_000,
  errors: { connect: 0, read: 0, status: 0, body: 0, timeout: 0 },
  firstError: null,
};

/** A line of the watch. */
export function podLine(
  type: string,
  uid: string,
  more: { of?: string; ready?: boolean; terminating?: boolean; restarts?: number } = {},
): string {
  const { of = "shop", ready = true, terminating = false, restarts = 0 } = more;
  const metadata = {
    ...{ name: `pod-${uid}`, uid, labels: { [NAME]: of } },
    ...(terminating && { deletionTimestamp: "2026-01-02T03:04:05Z" }),
  };
  const status = {
    conditions: [{ type: "Ready", status: ready ? "True" : "False" }],
    containerStatuses: [{ restartCount: restarts }],
  };
  return `${type} ${JSON.stringify({ metadata, status })}`;
}

/** A line of the watch of the autoscaler; shares of its targets. */
export function autoscalerLine(wanted: number, found: number, cpu: number, memory = 0.5): string {
  const use = (name: string, averageUtilization: number) => ({
    type: "Resource",
    resource: { name, current: { averageUtilization } },
  });
  const currentMetrics = [use("cpu", cpu * 1_000), use("memory", memory * 130)];
  const status = { currentReplicas: found, desiredReplicas: wanted, currentMetrics };
  return `MODIFIED ${JSON.stringify({ ...AUTOSCALER, status })}`;
}

/** A line of the watch of the Deployment. */
export function deploymentLine(replicas: number, name = "shop"): string {
  return `MODIFIED ${JSON.stringify({ metadata: { name }, spec: { replicas } })}`;
}

const target = (name: string, averageUtilization: number) => ({
  type: "Resource",
  resource: { name, target: { type: "Utilization", averageUtilization } },
});
const policy = (type: string, value: number) => ({ type, value, periodSeconds: 15 });
export const BEHAVIOR = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    policies: [policy("Percent", 100), policy("Pods", 4)],
  },
};
const AUTOSCALER = {
  metadata: { name: "shop" },
  spec: {
    ...{ minReplicas: 2, maxReplicas: 6, behavior: BEHAVIOR as object | undefined },
    metrics: [target("cpu", 1_000), target("memory", 130)],
  },
};

/** A cluster in which two pods and a database serve, and that does what it is told, at once. */
export class FakeCluster implements TrialCluster {
  /** Calls that change something, in their order. */
  readonly calls: string[] = [];
  /** What the eviction API says to each question in turn; then yes. */
  readonly refusals: number[] = [];
  annotations: Record<string, string> = {};
  /** Of the autoscaler. */
  behavior: object | undefined = BEHAVIOR;
  kept: Record<string, string> = {};
  /** Seconds that a rolling update takes. */
  rolloutSeconds = 0;
  private tell: (line: string) => void = () => undefined;
  private tellScaling: (line: string) => void = () => undefined;
  private next = 1;

  constructor(private readonly fault: { readonly on?: string } = {}) {}

  read({ kind, name }: Place): Promise<unknown> {
    const { annotations, behavior } = this;
    if (kind === "horizontalpodautoscalers") {
      const metadata = { ...AUTOSCALER.metadata, annotations: this.kept };
      return Promise.resolve({ metadata, spec: { ...AUTOSCALER.spec, behavior } });
    }
    const containers = [{ args: ["--metric-resolution=15s"] }];
    const spec = name === "metrics-server" ? { containers } : {};
    return Promise.resolve({ spec: { template: { metadata: { annotations }, spec } } });
  }
  find(): Promise<unknown> {
    return Promise.resolve({ spec: { containers: [{ command: ["kube-controller-manager"] }] } });
  }
  create(manifest: object): Promise<void> {
    if (JSON.stringify(manifest).includes("-added")) this.scaleOut();
    return this.did("create load");
  }
  async patch({ kind, name }: Place, change: object, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    await this.did(`patch ${kind} ${name} ${JSON.stringify(change)}`);
    if (kind === "horizontalpodautoscalers") this.changeBehavior(change as never);
    else if (kind === "deployment") this.replacePods(change);
    else this.scaleDatabase(JSON.stringify(change).includes(":0"));
  }
  evict(_: string, pod: string): Promise<boolean> {
    const left = this.refusals.pop() ?? 0;
    if (left > 0) this.refusals.push(left - 1);
    const accepted = left === 0;
    if (accepted) this.replace(pod.replace("pod-", ""));
    return this.did(`evict ${pod} ${accepted ? "yes" : "not now"}`).then(() => accepted);
  }
  phase(): Promise<void> {
    return Promise.resolve();
  }
  log(): Promise<string> {
    return Promise.resolve(JSON.stringify(LOAD));
  }
  remove({ kind }: Place): Promise<void> {
    setTimeout(() => this.tellScaling(autoscalerLine(2, 4, 0.05)), 5);
    return this.did(`remove ${kind}`);
  }
  removeLabelled(): Promise<void> {
    return Promise.resolve();
  }
  watch(kind: string, _: string, onLine: (line: string) => void, stop: AbortSignal): Promise<void> {
    if (kind === "pods") {
      this.tell = onLine;
      this.tell(podLine("ADDED", "a"));
      this.tell(podLine("ADDED", "b"));
      this.tell(podLine("ADDED", "db", { of: "shop-database" }));
    } else if (kind === "deployments") {
      onLine(deploymentLine(2));
    } else {
      this.tellScaling = onLine;
      this.tellScaling(autoscalerLine(2, 2, 0.05));
    }
    if (this.fault.on === "watch") return Promise.resolve();
    return new Promise((resolve) => stop.addEventListener("abort", () => resolve()));
  }

  private did(call: string): Promise<void> {
    this.calls.push(call);
    const failing = this.fault.on !== undefined && call.startsWith(this.fault.on);
    return failing ? Promise.reject(new Error(`${call} failed`)) : Promise.resolve();
  }
  private replace(uid: string): void {
    this.tell(podLine("MODIFIED", uid, { terminating: true }));
    this.tell(podLine("ADDED", `new${this.next++}`));
    this.tell(podLine("DELETED", uid));
  }
  private replacePods(change: object): void {
    this.annotations = JSON.stringify(change).includes("null") ? {} : { "tare.dev/trial": "x" };
    const all = (): void => ["a", "b"].forEach((uid) => this.replace(uid));
    if (this.rolloutSeconds === 0) all();
    else setTimeout(all, this.rolloutSeconds * 1_000);
  }
  private changeBehavior(change: {
    metadata: { annotations: Record<string, string | null> };
    spec: { behavior?: object | null };
  }): void {
    if ("behavior" in change.spec) this.behavior = change.spec.behavior ?? undefined;
    const all = Object.entries(change.metadata.annotations);
    this.kept = Object.fromEntries(all.flatMap(([name, value]) => (value ? [[name, value]] : [])));
  }
  private scaleOut(): void {
    this.tellScaling(autoscalerLine(4, 2, 1.6));
  }
  private scaleDatabase(away: boolean): void {
    if (away) this.tell(podLine("DELETED", "db", { of: "shop-database" }));
    else this.tell(podLine("ADDED", "db2", { of: "shop-database" }));
  }
}

export function stageOf(cluster: TrialCluster, signal = new AbortController().signal): Stage {
  const source = { namespace: "tare-benchmark", image: "loadgen@sha256:aa" };
  const note = (): void => undefined;
  return { cluster, service: SERVICE, source, run: "run", rate: 100, settle: 0, signal, note };
}
