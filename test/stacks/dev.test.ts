import * as pulumi from "@pulumi/pulumi";
import { CONTESTANTS, YARDSTICK } from "../../stacks/frameworksServers";
import { ALLOCATABLE, EXCLUSIVE_CORE, PLATFORM_REQUESTS, requestOf } from "../support/budget";
import { golden, goldenText } from "../support/golden";
import { keptJobs } from "../support/keptJobs";
import { type ProgramRun, runProgram } from "../support/program";
import type { Recorded } from "../support/recorder";
import { stackConfig } from "../support/stackConfig";

interface PodSpec {
  readonly initContainers?: readonly object[];
  readonly containers: readonly object[];
}

/** The one namespace, and the one workload, that are not restricted. */
const PROBE = "tare-nodeprobe";

/** TypeScript keeps this method to the classes themselves. */
interface Registering {
  registerOutputs(outputs?: object): void;
}
const registerOutputs = jest.spyOn(
  pulumi.ComponentResource.prototype as unknown as Registering,
  "registerOutputs",
);

let run: ProgramRun;
let all: readonly Recorded[];
/** Jobs that only `./tare bench` makes. */
let onDemand: readonly Recorded[];
let components: readonly Recorded[];
let objects: readonly Recorded[];

beforeAll(async () => {
  run = await runProgram(stackConfig("dev"));
  all = run.recorder.resources;
  onDemand = keptJobs(all);
  components = all.filter(({ type }) => type.startsWith("tare:"));
  objects = [...all.filter(({ type }) => type.startsWith("kubernetes:")), ...onDemand];
});

test("deploys exactly the resources of test/golden/dev.yaml", () => {
  const text = goldenText(all);

  expect(text).toBe(golden("dev", text));
});

test("tells by the stack's outputs where each result is found", () => {
  const { measurements } = run.recorder.only("tare:index:Experiment", "frameworks").outputs ?? {};
  const image = (name: string): string =>
    expect.stringMatching(`^localhost:5001/tare/${name}@sha256:`) as string;

  const job = (subject: string): string =>
    expect.stringMatching(`^bench-${subject}-[0-9a-f]{8}$`) as string;
  const place = { experiment: "frameworks", namespace: "tare-benchmark" };

  expect(measurements).toEqual([
    ...CONTESTANTS.map((subject) => ({
      ...place,
      subject,
      job: job(subject),
      onDemand: false,
      images: { [YARDSTICK]: image(YARDSTICK), [subject]: image(subject) },
    })),
    {
      ...place,
      subject: "exclusive-core",
      kind: "pods",
      job: job("exclusive-core"),
      onDemand: true,
      images: { shared: image("tokio"), exclusive: image("tokio") },
    },
  ]);
});

test("leaves room for a core of one's own within the request budget", () => {
  const workloads = [...all, ...onDemand].filter(({ type }) =>
    /:(Deployment|StatefulSet|DaemonSet|Job)$/.test(type),
  );
  // Jobs run one at a time.
  const request = (workload: Recorded): number => requestOf(workload, all);
  const jobs = workloads.filter(({ type }) => type.endsWith(":Job")).map(request);
  const others = workloads.filter(({ type }) => !type.endsWith(":Job")).map(request);
  const requested = others.reduce((sum, amount) => sum + amount, Math.max(...jobs));

  // A measurement of each server and of the tuned shop, and the shop's migration; the servers with the
  // yardstick, the probe, the shop and its database.
  expect(jobs.length - onDemand.length).toBe(CONTESTANTS.length + 2);
  // Of pod specs, of the tuning, and of the shop's pool.
  expect(onDemand).toHaveLength(1 + 11 + 5);
  expect(others).toHaveLength(CONTESTANTS.length + 4);
  expect(request(run.recorder.only("kubernetes:apps/v1:Deployment", "shop"))).toBe(7 * 10);
  expect(PLATFORM_REQUESTS + requested + EXCLUSIVE_CORE).toBeLessThanOrEqual(ALLOCATABLE);
});

test("uses the kinds that every plugin knows, and no other", () => {
  const kinds = [
    "docker:index/image:Image",
    "kubernetes:apps/v1:DaemonSet",
    "kubernetes:apps/v1:Deployment",
    "kubernetes:apps/v1:StatefulSet",
    "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
    "kubernetes:batch/v1:Job",
    "kubernetes:core/v1:ConfigMap",
    "kubernetes:core/v1:Namespace",
    "kubernetes:core/v1:Secret",
    "kubernetes:core/v1:Service",
    "kubernetes:core/v1:ServiceAccount",
    "kubernetes:networking.k8s.io/v1:NetworkPolicy",
    "kubernetes:policy/v1:PodDisruptionBudget",
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
    "kubernetes:rbac.authorization.k8s.io/v1:Role",
    "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
    "pulumi:providers:kubernetes",
    "random:index/randomPassword:RandomPassword",
  ];
  const used = all.map(({ type }) => type).filter((type) => !type.startsWith("tare:"));

  expect([...new Set(used)].sort()).toEqual(kinds);
});

describe("every Kubernetes object", () => {
  test("goes to the configured cluster, never to the ambient one", () => {
    for (const { provider } of objects) {
      expect(provider).toBe("pulumi:providers:kubernetes::cluster-provider");
    }
  });

  test("has a name that does not change with every deployment", () => {
    for (const { inputs } of objects) {
      expect(inputs.metadata).toMatchObject({ name: expect.any(String) as string });
    }
  });

  test("that is a pod satisfies Pod Security level restricted, but for nodeprobe", () => {
    const pods = objects.filter(({ name, inputs }) => {
      return "template" in ((inputs.spec as object | undefined) ?? {}) && name !== PROBE;
    });
    for (const { inputs } of pods) {
      const { spec } = (inputs.spec as { template: { spec: PodSpec } }).template;
      expect(spec).toMatchObject({
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      });
      for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
        expect(container).toMatchObject({
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
            readOnlyRootFilesystem: true,
          },
        });
      }
    }
  });

  test("is in a namespace that enforces it, but for nodeprobe", () => {
    const level = "pod-security.kubernetes.io/enforce";
    const namespaces = run.recorder.ofType("kubernetes:core/v1:Namespace");

    expect(
      namespaces.map(({ name, inputs }) => {
        const { labels } = inputs.metadata as { labels: Record<string, string> };
        return [name, labels[level]];
      }),
    ).toEqual(
      expect.arrayContaining([
        ["frameworks", "restricted"],
        ["ecommerce", "restricted"],
        ["tare-benchmark", "restricted"],
        ["tare-benchmark-variants", "restricted"],
        [PROBE, "privileged"],
      ]),
    );
    expect(namespaces).toHaveLength(5);
  });
});

describe("every component", () => {
  test("has its class for a token, whatever file it lies in", () => {
    const tokens = [...registered().keys()].map(({ constructor }) => constructor.name);

    expect(tokens.map((name) => `tare:index:${name}`).sort()).toEqual(
      components.map(({ type }) => type).sort(),
    );
  });

  test("registers exactly its public outputs", () => {
    for (const [component, outputs] of registered()) {
      const fields = Object.entries(component)
        .filter(([name, value]) => name !== "urn" && pulumi.Output.isInstance(value))
        .map(([name]) => name);

      expect([component.constructor.name, ...Object.keys(outputs).sort()]).toEqual([
        component.constructor.name,
        ...fields.sort(),
      ]);
    }
  });

  test("is the parent of what it makes, and prefixes its name", () => {
    const roots = all.filter(({ parent }) => parent === "");
    expect(roots.filter((resource) => !components.includes(resource))).toEqual([]);

    for (const { name, parent } of all.filter((resource) => resource.parent !== "")) {
      const prefix = parent.split("::")[1];
      expect([name, name === prefix || name.startsWith(`${prefix}-`)]).toEqual([name, true]);
    }
  });
});

/** What each component gave to registerOutputs; Pulumi itself calls it once more, for nothing. */
function registered(): Map<object, object> {
  const { contexts, calls } = registerOutputs.mock;
  const first = new Map<object, object>();
  (contexts as object[]).forEach((component, index) => {
    if (!first.has(component)) first.set(component, calls[index][0] ?? {});
  });
  return first;
}
