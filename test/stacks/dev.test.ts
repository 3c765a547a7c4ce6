import * as pulumi from "@pulumi/pulumi";
import { ALLOCATABLE, EXCLUSIVE_CORE, PLATFORM_REQUESTS, requestOf } from "../support/budget";
import { golden, goldenText } from "../support/golden";
import { type ProgramRun, runProgram } from "../support/program";
import type { Recorded } from "../support/recorder";
import { stackConfig } from "../support/stackConfig";

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
let components: readonly Recorded[];
let objects: readonly Recorded[];

beforeAll(async () => {
  run = await runProgram(stackConfig("dev"));
  all = run.recorder.resources;
  components = all.filter(({ type }) => type.startsWith("tare:"));
  objects = all.filter(({ type }) => type.startsWith("kubernetes:"));
});

test("deploys exactly the resources of test/golden/dev.yaml", () => {
  const text = goldenText(all);

  expect(text).toBe(golden("dev", text));
});

test("tells by the stack's outputs where each result is found", () => {
  const { measurements } = run.recorder.only("tare:index:Experiment", "frameworks").outputs ?? {};

  expect(measurements).toEqual(
    ["hyperlane", "node-std", "reference"].map((subject) => ({
      experiment: "frameworks",
      subject,
      namespace: "tare-benchmark",
      job: expect.stringMatching(`^bench-${subject}-[0-9a-f]{8}$`) as string,
      image: expect.stringMatching(`^localhost:5001/tare/${subject}@sha256:`) as string,
    })),
  );
});

test("leaves room for a core of one's own within the request budget", () => {
  const workloads = all.filter(({ type }) => /:(Deployment|StatefulSet|Job)$/.test(type));
  const requested = workloads.map(requestOf).reduce((sum, amount) => sum + amount, 0);

  expect(workloads).toHaveLength(6);
  expect(PLATFORM_REQUESTS + requested + EXCLUSIVE_CORE).toBeLessThanOrEqual(ALLOCATABLE);
});

test("uses the kinds that every plugin knows, and no other", () => {
  const kinds = [
    "docker:index/image:Image",
    "kubernetes:apps/v1:Deployment",
    "kubernetes:batch/v1:Job",
    "kubernetes:core/v1:Namespace",
    "kubernetes:core/v1:Service",
    "kubernetes:core/v1:ServiceAccount",
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
    "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
    "pulumi:providers:kubernetes",
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

  test("that is a pod satisfies Pod Security level restricted, in a namespace that enforces it", () => {
    const container = {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    };
    for (const { inputs } of objects.filter((object) => "template" in spec(object))) {
      expect(inputs.spec).toMatchObject({
        template: {
          spec: {
            securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
            containers: [{ securityContext: container }],
          },
        },
      });
    }
    for (const namespace of run.recorder.ofType("kubernetes:core/v1:Namespace")) {
      expect(namespace.inputs.metadata).toMatchObject({
        labels: { "pod-security.kubernetes.io/enforce": "restricted" },
      });
    }
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

function spec({ inputs }: Recorded): object {
  return (inputs.spec as object | undefined) ?? {};
}
