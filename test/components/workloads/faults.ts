import type { WebServiceArgs } from "../../../components/workloads/webServiceArgs";

/** One wrong value at one place of the arguments of a WebService. */
export interface Fault {
  /** Where it is put and where it must be reported, dotted. */
  readonly path: string;
  readonly value: unknown;
}

const NO_TEXT = [0, 1, 1.5, true, null, [], {}, ["a"], NaN];
const NO_MEMORY = [
  ...["", "5", "512 MB", "512mib", "-1 MiB", "1e3 MiB", "0.3 B", "MiB", "1 MiB ", "2048 GiB"],
  ...NO_TEXT,
];
const NO_CPU = ["", "2", "2 cpu", "-1 CPU", "257 CPU", "0.5 mCPU", "1/2 CPU", "CPU", ...NO_TEXT];
const NO_TIME = ["", "5", "-1 s", "5 parsecs", "5  s", "1e1 s", "0.5 ms", "s", "never", ...NO_TEXT];
const NO_SHARE = ["", "70", "-1 %", "0 %", "70 percent", "0.5 %", "%", "10001 %", ...NO_TEXT];
const NO_COUNT = [-1, 0.5, 1e9, "8", "", true, null, [], {}, NaN, Infinity];
const NO_CHOICE = ["", "Node", "none", "restricted ", 0, 1, true, null, [], {}];
const NO_IMAGE = [
  ...["", "cart", "cart:latest", "registry/cart:1.0", "registry/cart@sha256:", "registry/cart@"],
  `registry/cart@sha256:${"a".repeat(63)}`,
  `registry/cart@sha256:${"A".repeat(64)}`,
  `registry/cart@sha512:${"a".repeat(64)}`,
  `registry/cart@sha256:${"a".repeat(64)} `,
];

/** Wrong values by the place at which they stand and are reported. */
const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  image: NO_IMAGE,
  secrets: [
    ...["", "Etc", "a b", "-a"].map((name) => [{ name, secret: "s", mountPath: "/etc/tare/a" }]),
    [{ name: "a", secret: "", mountPath: "/etc/tare/a" }],
    ...["", "/", "etc", "/etc/", "/etc/../x", "/.", "/etc/a:b", "/app", "/usr/lib", "/dev"].map(
      (mountPath) => [{ name: "a", secret: "s", mountPath }],
    ),
  ],
  port: [0, 65_536, ...NO_COUNT],
  runtime: NO_CHOICE,
  podSecurity: ["baseline", ...NO_CHOICE],
  spread: ["always", ...NO_CHOICE],
  replicas: [0, 1001, ...NO_COUNT],
  "cpu.cores": [0, 0.009, -2, 257, 0.0015, "2", "2 CPU", "", true, null, [], {}, NaN, Infinity],
  "cpu.request": NO_CPU,
  "cpu.threads": [0, 257, ...NO_COUNT],
  "memory.limit": ["1 MiB", "2047 KiB", "0 B", undefined, ...NO_MEMORY],
  "memory.request": NO_MEMORY,
  "memory.stack": ["127 KiB", "65 MiB", "131073 B", ...NO_MEMORY],
  "memory.heap": ["1023 KiB", "0 B", "1537 KiB", ...NO_MEMORY],
  "tcp.backlog": [0, 65_536, ...NO_COUNT],
  "tcp.idleTimeout": ["19 s", "3 h", ...NO_TIME],
  "tcp.keepalive.idle": ["0 s", "32768 s", ...NO_TIME],
  "tcp.keepalive.interval": ["0 s", "32768 s", ...NO_TIME],
  "tcp.keepalive.count": [0, 128, ...NO_COUNT],
  "pool.size": [0, 10_001, undefined, ...NO_COUNT],
  "pool.perConnection": ["1 KiB", "2 GiB", ...NO_MEMORY],
  "pool.peer.maxConnections": [0, 262_144, ...NO_COUNT],
  "pool.peer.reserved": [262_144, ...NO_COUNT],
  "autoscaling.minReplicas": [0, 1001, undefined, ...NO_COUNT],
  "autoscaling.maxReplicas": [0, 1001, undefined, ...NO_COUNT],
  "autoscaling.cpu": NO_SHARE,
  "autoscaling.memory": NO_SHARE,
  "autoscaling.scaleUp.window": ["61 min", ...NO_TIME],
  "autoscaling.scaleUp.percent": ["1001 %", ...NO_SHARE],
  "autoscaling.scaleUp.pods": [0, ...NO_COUNT],
  "autoscaling.scaleUp.period": ["0 s", "31 min", ...NO_TIME],
  "autoscaling.scaleDown.window": ["61 min", ...NO_TIME],
  "autoscaling.scaleDown.percent": ["1001 %", ...NO_SHARE],
  "autoscaling.scaleDown.pods": [0, ...NO_COUNT],
  "autoscaling.scaleDown.period": ["0 s", "31 min", ...NO_TIME],
  "disruption.maxUnavailable": [0, 1001, ...NO_COUNT],
  "disruption.minAvailable": [0, ...NO_COUNT],
  "shutdown.serveOn": ["2 h", ...NO_TIME],
  "shutdown.drain": ["2 h", ...NO_TIME],
  "shutdown.grace": ["2 h", ...NO_TIME],
};

export const FAULTS: readonly Fault[] = Object.entries(WRONG).flatMap(([path, values]) =>
  values.map((value) => ({ path, value })),
);

type Bag = Readonly<Record<string, unknown>>;

/** What stands around a place, where the arguments have nothing there yet. */
const AROUND: Readonly<Record<string, Bag>> = {
  autoscaling: { minReplicas: 2, maxReplicas: 4 },
  "tcp.keepalive": { idle: "10 s", interval: "5 s", count: 3 },
};

/** The same arguments with the wrong value in them. */
export function withFault(args: WebServiceArgs, { path, value }: Fault): WebServiceArgs {
  const bag = args as unknown as Bag;
  if (path.startsWith("disruption.")) {
    return put({ ...bag, disruption: {} }, path.split("."), value) as unknown as WebServiceArgs;
  }
  if (path === "pool.size" || path === "pool.perConnection") {
    const { peer } = (bag.pool ?? {}) as Bag;
    const mode = path === "pool.size" ? "fixed" : "derived";
    const pool = { mode, ...(peer !== undefined && { peer }) };
    return put({ ...bag, pool }, path.split("."), value) as unknown as WebServiceArgs;
  }
  const moded = path.startsWith("pool.") && bag.pool === undefined;
  const whole = moded ? { ...bag, pool: { mode: "derived" } } : bag;
  return put(whole, path.split("."), value) as unknown as WebServiceArgs;
}

function put(bag: Bag, [key = "", ...rest]: readonly string[], value: unknown, above = ""): Bag {
  if (rest.length === 0) return { ...bag, [key]: value };
  const path = above === "" ? key : `${above}.${key}`;
  const inner = bag[key];
  const around = typeof inner === "object" && inner !== null ? (inner as Bag) : AROUND[path];
  return { ...bag, [key]: put(around ?? {}, rest, value, path) };
}
