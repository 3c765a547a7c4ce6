import type * as k8s from "@pulumi/kubernetes/types/input";
import fc from "fast-check";
import { deploymentSpec } from "../../../components/workloads/deploymentSpec";
import type { WebServiceArgs } from "../../../components/workloads/webServiceArgs";
import { webServiceProblems } from "../../../components/workloads/webServiceProblems";
import { seeded } from "../../support/property";
import { goodArgs } from "./goodArgs";

interface Pod {
  readonly securityContext: { readonly sysctls?: readonly { readonly name: string }[] };
  readonly terminationGracePeriodSeconds: number;
  readonly automountServiceAccountToken: boolean;
  readonly containers: readonly [Container];
}

interface Container {
  readonly securityContext: object;
  readonly resources: Record<"limits" | "requests", Record<"cpu" | "memory", string>>;
  readonly env?: readonly k8s.core.v1.EnvVar[];
  readonly lifecycle?: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

/** What Pod Security level `restricted` lets a pod set, of what the program uses. */
const SAFE_SYSCTLS = ["time", "intvl", "probes"].map((part) => `net.ipv4.tcp_keepalive_${part}`);

const specOf = (args: WebServiceArgs) => deploymentSpec("cart", { app: "cart" }, "cart", args);
const podOf = (args: WebServiceArgs) => {
  const { template } = specOf(args) as { template: { spec: unknown } };
  return template.spec as Pod;
};

/** Holds for every good set of arguments. */
function holds(check: (args: WebServiceArgs) => void): void {
  fc.assert(fc.property(goodArgs, check), seeded(1000));
}

test("accepts 1,000 sets of arguments that can be had", () => {
  holds((args) => expect(webServiceProblems("cart", args)).toEqual([]));
});

test("says a number of pods exactly where no autoscaler does", () => {
  holds((args) => {
    const scaled = args.autoscaling !== undefined;

    expect("replicas" in specOf(args)).toBe(!scaled);
    if (!scaled) expect(specOf(args).replicas).toBe(args.replicas ?? 1);
  });
});

test("always has restricted pods without a token, with safe sysctls where they are to be", () => {
  holds((args) => {
    const { securityContext, automountServiceAccountToken, containers } = podOf(args);

    expect(automountServiceAccountToken).toBe(false);
    expect(securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    });
    const unsafe = (securityContext.sysctls ?? [])
      .map(({ name }) => name)
      .filter((name) => !SAFE_SYSCTLS.includes(name));
    expect(unsafe).toEqual([]);
  });
});

test("always has three probes, and asks for liveness what readiness is not asked", () => {
  holds((args) => {
    const [{ startupProbe, livenessProbe, readinessProbe }] = podOf(args).containers;

    for (const probe of [startupProbe, livenessProbe, readinessProbe]) {
      expect(probe.httpGet.port).toBe("http");
    }
    expect(livenessProbe.httpGet.path).not.toBe(readinessProbe.httpGet.path);
  });
});

test("never requests more than it is limited to, and exclusive cores all of it", () => {
  holds((args) => {
    const { limits, requests } = podOf(args).containers[0].resources;

    expect(millicores(requests.cpu)).toBeLessThanOrEqual(millicores(limits.cpu));
    expect(bytes(requests.memory)).toBeLessThanOrEqual(bytes(limits.memory));
    if (args.cpu.exclusive === true) {
      expect(requests).toEqual(limits);
      expect(millicores(limits.cpu) % 1000).toBe(0);
    }
  });
});

test("tells no variable twice, the port always, and no other one that is not asked for", () => {
  holds((args) => {
    const env = podOf(args).containers[0].env ?? [];
    const names = env.map(({ name }) => name);

    expect(env).toContainEqual({ name: "PORT", value: String(args.port ?? 8080) });

    expect(new Set(names).size).toBe(names.length);
    expect(names.includes("WORKERS")).toBe(args.cpu.threads !== undefined);
    expect(names.includes("NODE_OPTIONS")).toBe(args.memory.heap !== undefined);
    expect(names.includes("POOL_SIZE")).toBe(args.pool !== undefined);
  });
});

test("always leaves a drain its time", () => {
  holds((args) => {
    const { terminationGracePeriodSeconds, containers } = podOf(args);
    const serveOn = containers[0].lifecycle?.preStop.sleep.seconds ?? 0;
    const drain = Number((args.shutdown?.drain ?? "20 s").split(" ")[0]);

    expect(terminationGracePeriodSeconds).toBeGreaterThanOrEqual(serveOn + drain);
  });
});

function millicores(quantity: string): number {
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) : Number(quantity) * 1000;
}

function bytes(quantity: string): number {
  const [, amount, unit = ""] = /^(\d+)(Ki|Mi|Gi)?$/.exec(quantity) ?? [];
  return Number(amount) * { "": 1, Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3 }[unit]!;
}
