import fc from "fast-check";
import type { Duration } from "../../../components/config/duration";
import type { Memory } from "../../../components/config/memory";
import { HTTP_PROBES, httpProbe } from "../../../components/workloads/probes";
import type { WebServiceArgs } from "../../../components/workloads/webServiceArgs";

// Every argument of a WebService, each in every form, in combinations that can be had.

const DIGEST = "0123456789abcdef".repeat(4);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const derived = fc.constant("derived" as const);
const whole = (min: number, max: number) => fc.integer({ min, max });
const time = (min: number, max: number) => whole(min, max).map((n): Duration => `${n} s`);
const kib = (min: number, max: number) => whole(min, max).map((n): Memory => `${n} KiB`);

/** What the other arguments must fit. */
interface Frame {
  readonly runtime: "native" | "node";
  readonly exclusive: boolean;
  readonly millicores: number;
  readonly mebibytes: number;
  readonly scales: boolean;
  readonly fewest: number;
  readonly more: number;
}

const frames: fc.Arbitrary<Frame> = fc.record({
  runtime: fc.constantFrom("native", "node"),
  exclusive: fc.boolean(),
  millicores: whole(10, 8000),
  mebibytes: whole(128, 16_384),
  scales: fc.boolean(),
  fewest: whole(1, 5),
  more: whole(0, 5),
});

export const goodArgs: fc.Arbitrary<WebServiceArgs> = frames.chain((frame) =>
  fc
    .record({
      namespace: fc.constant("shop"),
      image: fc.constant(`localhost:5001/tare/cart@sha256:${DIGEST}`),
      runtime: frame.runtime === "node" ? fc.constant("node") : maybe(fc.constant("native")),
      cpu: cpuOf(frame),
      memory: memoryOf(frame),
      tcp: maybe(tcp),
      pool: maybe(pool),
      sidecar: frame.exclusive ? fc.constantFrom(false, undefined) : maybe(fc.boolean()),
      podSecurity: maybe(fc.constantFrom("restricted", "privileged")),
      port: maybe(whole(1, 65_535)),
      probes: maybe(probes),
      env: maybe(env),
      calls: maybe(calls),
      secrets: maybe(secrets),
      disruption: maybe(disruptionOf(frame)),
      spread: maybe(fc.constantFrom("preferred", "required")),
      shutdown: maybe(shutdown),
    })
    .chain((args) =>
      scalingOf(frame, args.memory.heap).map((scaling): WebServiceArgs => {
        return { ...args, ...scaling };
      }),
    )
    .map(withoutUndefined),
);

function cpuOf({ exclusive, millicores, mebibytes, runtime }: Frame) {
  const room = Math.floor(mebibytes / (runtime === "node" ? 128 : 2));
  const threads = maybe(fc.oneof(derived, whole(1, Math.min(8, room))));
  if (exclusive) {
    const cores = fc.constant(Math.ceil(millicores / 1000));
    return fc.record({ exclusive: fc.constant(true as const), cores, threads });
  }
  const request = whole(1, millicores).map((amount) => `${amount} mCPU` as const);
  const cores = fc.constant(millicores / 1000);
  return fc.record({ cores, request: maybe(request), threads });
}

function memoryOf({ exclusive, mebibytes, runtime }: Frame) {
  const request = whole(1, mebibytes).map((amount): Memory => `${amount} MiB`);
  // Of as many as 8 processes together less than half.
  const heap = fc.constant<Memory>(`${Math.floor(mebibytes / 2 / 8)} MiB`);
  return fc.record({
    limit: fc.constant<Memory>(`${mebibytes} MiB`),
    request: exclusive ? fc.constant(undefined) : maybe(request),
    stack: maybe(fc.oneof(derived, kib(128, 1024))),
    heap: runtime === "node" ? maybe(fc.oneof(derived, heap)) : fc.constant(undefined),
  });
}

const tcp = maybe(time(20, 7200)).chain((idleTimeout) => {
  const seconds = Number(idleTimeout?.split(" ")[0] ?? 240);
  const keepalive = fc.record({
    idle: time(1, seconds - 1),
    interval: time(1, 100),
    count: whole(1, 127),
  });
  return fc.record({
    idleTimeout: fc.constant(idleTimeout),
    keepalive: maybe(fc.oneof(derived, keepalive)),
    backlog: maybe(fc.oneof(derived, whole(1, 2048))),
  });
});

const peer = fc.record({ maxConnections: whole(500, 10_000), reserved: whole(0, 10) });

const pool = fc.oneof(
  fc.record({
    mode: fc.constant("derived" as const),
    perConnection: maybe(kib(4, 512)),
    peer: maybe(peer),
  }),
  fc.record({ mode: fc.constant("fixed" as const), size: whole(8, 20), peer }),
);

const probe = (path: string) =>
  fc
    .record({ period: whole(1, 60), failures: whole(1, 60), share: fc.double({ min: 0, max: 1 }) })
    .map(({ period, failures, share }) => {
      const timeout: Duration = `${Math.max(1, Math.floor(period * (share || 0)))} s`;
      return httpProbe(path, { period: `${period} s`, timeout, failures });
    });

const probes = fc.oneof(
  fc.constant(HTTP_PROBES),
  fc.record({ startup: probe("/up"), liveness: probe("/up"), readiness: probe("/ready") }),
);

const env = fc
  .uniqueArray(fc.stringMatching(/^[A-Z]{1,4}_X$/), { maxLength: 4 })
  .map((names) => names.map((name) => ({ name, value: "1" })));

const calls = fc
  .subarray(["payments", "stock", "mail"])
  .map((names) =>
    names.map((name) => ({ endpoint: { name, namespace: name, labels: { app: name }, port: 80 } })),
  );

const secrets = fc
  .subarray(["database", "token", "tls"])
  .map((names) =>
    names.map((name) => ({ name, secret: `cart-${name}`, mountPath: `/etc/tare/${name}` })),
  );

function disruptionOf({ fewest }: Frame) {
  const maxUnavailable = whole(1, 10).map((count) => ({ maxUnavailable: count }));
  if (fewest < 2) return maxUnavailable;
  return fc.oneof(
    maxUnavailable,
    whole(1, fewest - 1).map((count) => ({ minAvailable: count })),
  );
}

const shutdown = fc
  .record({ serveOn: whole(0, 60), drain: whole(0, 600), spare: maybe(whole(0, 100)) })
  .map(({ serveOn, drain, spare }) => ({
    serveOn: `${serveOn} s` as const,
    drain: `${drain} s` as const,
    ...(spare !== undefined && { grace: `${serveOn + drain + spare} s` as const }),
  }));

const pace = fc.record({
  window: maybe(time(0, 3600)),
  percent: maybe(whole(1, 1000).map((share) => `${share} %` as const)),
  pods: maybe(whole(1, 1000)),
  period: maybe(time(1, 1800)),
});

/** A target of memory must be within the heap's cap, which a given heap makes small. */
function scalingOf({ scales, fewest, more }: Frame, heap: string | undefined) {
  if (!scales) return fc.constant(fewest === 1 ? {} : { replicas: fewest });
  const target = whole(1, 70).map((share) => `${share} %` as const);
  const tight = heap !== undefined && heap !== "derived";
  const memory = tight ? fc.constant("off" as const) : maybe(fc.oneof(target, fc.constant("off")));
  return fc.record({
    autoscaling: fc.record({
      minReplicas: fc.constant(fewest),
      maxReplicas: fc.constant(fewest + more),
      cpu: maybe(target),
      memory,
      scaleUp: maybe(pace),
      scaleDown: maybe(pace),
    }),
  });
}

/** As a caller writes it: what is left out is not there at all. */
function withoutUndefined<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutUndefined(inner)])) as Value;
}
