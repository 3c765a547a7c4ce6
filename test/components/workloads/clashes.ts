import { HTTP_PROBES, httpProbe } from "../../../components/workloads/probes";
import type { WebServiceArgs } from "../../../components/workloads/webServiceArgs";
import { type Clash, plain } from "./clash";
import { TUNING_CLASHES } from "./tuningClashes";

const scaling = { minReplicas: 2, maxReplicas: 4 };

function without(args: WebServiceArgs, name: "replicas" | "autoscaling"): WebServiceArgs {
  const rest = { ...args };
  delete (rest as Partial<Record<typeof name, unknown>>)[name];
  return rest;
}

export const CLASHES: readonly Clash[] = [
  ...TUNING_CLASHES,
  {
    when: "replicas stand beside an autoscaler",
    make: (args, n) => ({ ...args, replicas: n, autoscaling: args.autoscaling ?? scaling }),
    path: "replicas",
  },
  {
    when: "minReplicas is more than maxReplicas",
    make: (args, n) => ({
      ...without(args, "replicas"),
      autoscaling: { minReplicas: n + 1, maxReplicas: Math.min(n, 999) },
    }),
    path: "autoscaling.minReplicas",
  },
  {
    when: "an autoscaler has no metric",
    make: (args) => ({
      ...without(args, "replicas"),
      autoscaling: { ...scaling, cpu: "off", memory: "off" },
    }),
    path: "autoscaling",
  },
  {
    when: "the metric CPU has no request to divide by",
    make: (args, n) => ({
      ...plain(args),
      cpu: { cores: 1, request: "0 mCPU" },
      autoscaling: { ...scaling, cpu: `${n} %` },
    }),
    path: "autoscaling.cpu",
  },
  {
    when: "the metric memory has no request to divide by",
    make: (args, n) => ({
      ...plain(args),
      memory: { limit: "1 GiB", request: "0 B" },
      autoscaling: { ...scaling, memory: `${n} %` },
    }),
    path: "autoscaling.memory",
  },
  {
    when: "the CPU target is above the limit",
    make: (args, n) => ({
      ...plain(args),
      cpu: { cores: 1, request: "500 mCPU" },
      autoscaling: { ...scaling, cpu: `${200 + n} %` },
    }),
    path: "autoscaling.cpu",
  },
  {
    when: "the memory target is above the heap cap",
    make: (args, n) => ({
      ...plain(args),
      runtime: "node",
      memory: { limit: "1 GiB", request: "512 MiB", heap: "derived" },
      autoscaling: { ...scaling, memory: `${150 + n} %` },
    }),
    path: "autoscaling.memory",
  },
  {
    when: "the memory target is above the limit",
    make: (args, n) => ({
      ...plain(args),
      memory: { limit: "1 GiB", request: "512 MiB" },
      autoscaling: { ...scaling, memory: `${200 + n} %` },
    }),
    path: "autoscaling.memory",
  },
  {
    when: "a disruption budget takes no pod",
    make: (args) => ({ ...args, disruption: { maxUnavailable: 0 } }),
    path: "disruption.maxUnavailable",
  },
  {
    when: "a disruption budget keeps every pod",
    make: (args, n) => ({
      ...without(args, "autoscaling"),
      replicas: n,
      disruption: { minAvailable: n },
    }),
    path: "disruption.minAvailable",
  },
  {
    when: "the grace period is shorter than the drain",
    make: (args, n) => ({
      ...args,
      shutdown: { serveOn: "5 s", drain: `${n} s`, grace: `${n + 4} s` },
    }),
    path: "shutdown.grace",
  },
  {
    when: "liveness asks what may depend on others",
    make: (args, n) => {
      const asked = httpProbe("/ready", { period: `${n} s`, failures: 3 });
      return { ...args, probes: { ...HTTP_PROBES, liveness: asked, readiness: asked } };
    },
    path: "probes.liveness",
  },
  {
    when: "a variable is told twice",
    make: (args, n) => {
      const names = ["WORKERS", "NODE_OPTIONS", "BACKLOG", "POOL_SIZE", "KEEPALIVE_IDLE", "PORT"];
      return { ...args, env: [{ name: names[n % names.length], value: "1" }] };
    },
    path: "env",
  },
  {
    when: "a call is declared twice",
    make: (args) => {
      const endpoint = { name: "mail", namespace: "mail", labels: { app: "mail" }, port: 25 };
      return { ...args, calls: [{ endpoint }, { endpoint }] };
    },
    path: "calls",
  },
  {
    when: "a Secret is mounted twice",
    make: (args, n) => ({ ...args, secrets: [mounted("a", n), mounted("a", n + 1)] }),
    path: "secrets",
  },
  {
    when: "two Secrets share a folder",
    make: (args, n) => ({ ...args, secrets: [mounted("a", n), mounted("b", n)] }),
    path: "secrets",
  },
  {
    when: "the folder of one Secret lies in another's",
    make: (args, n) => ({ ...args, secrets: [mounted("a", `${n}/b`), mounted("b", n)] }),
    path: "secrets",
  },
];

const mounted = (name: string, folder: number | string) => {
  return { name, secret: "cart", mountPath: `/etc/tare/${folder}` };
};
