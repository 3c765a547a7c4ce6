import { readFileSync } from "node:fs";
import { NODEPROBE_AUDIENCE, NodeProbe } from "../../../components/benchmark/nodeProbe";
import { type Recorded, Recorder } from "../../support/recorder";

const IMAGE = `r/nodeprobe@sha256:${"a".repeat(64)}`;
const USER = "system:serviceaccount:tare-benchmark:loadgen";

let recorder: Recorder;

beforeEach(async () => {
  recorder = await Recorder.start();
  new NodeProbe("tare-nodeprobe", { image: IMAGE, allowedUser: USER });
  await recorder.settle();
});

interface Container {
  readonly image: string;
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly ports: object;
  readonly securityContext: object;
  readonly volumeMounts: readonly { readonly mountPath: string }[];
}

interface DaemonSetSpec {
  readonly selector: { readonly matchLabels: Record<string, string> };
  readonly template: {
    readonly metadata: { readonly labels: Record<string, string> };
    readonly spec: { readonly containers: readonly Container[] };
  };
}

const daemonSet = (): Recorded => recorder.only("kubernetes:apps/v1:DaemonSet", "tare-nodeprobe");
const specOf = (resource: Recorded) => resource.inputs.spec as DaemonSetSpec;

test("has a namespace of its own, the only one where its pod is let in", () => {
  const namespace = recorder.only("kubernetes:core/v1:Namespace", "tare-nodeprobe");

  expect(namespace.inputs.metadata).toMatchObject({
    name: "tare-nodeprobe",
    labels: { "pod-security.kubernetes.io/enforce": "privileged" },
  });
  for (const type of ["apps/v1:DaemonSet", "core/v1:Service", "core/v1:ServiceAccount"]) {
    expect(recorder.only(`kubernetes:${type}`, "tare-nodeprobe").inputs.metadata).toMatchObject({
      name: "nodeprobe",
      namespace: "tare-nodeprobe",
    });
  }
});

test("may ask whose a token is, and nothing else", () => {
  const roles = recorder.ofType("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole");
  const bindings = recorder.ofType("kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding");

  expect(roles.map(({ inputs }) => inputs.rules)).toEqual([
    [{ apiGroups: ["authentication.k8s.io"], resources: ["tokenreviews"], verbs: ["create"] }],
  ]);
  expect(bindings.map(({ inputs }) => [inputs.roleRef, inputs.subjects])).toEqual([
    [
      {
        apiGroup: "rbac.authorization.k8s.io",
        kind: "ClusterRole",
        name: "tare-nodeprobe-reviews",
      },
      [{ kind: "ServiceAccount", name: "nodeprobe", namespace: "tare-nodeprobe" }],
    ],
  ]);
});

test("sees the node's processes and cgroups, and gets no right beyond tracing", () => {
  const { spec } = specOf(daemonSet()).template;

  expect(spec).toMatchObject({
    hostPID: true,
    automountServiceAccountToken: true,
    serviceAccountName: "nodeprobe",
    securityContext: { runAsUser: 0, seccompProfile: { type: "RuntimeDefault" } },
    volumes: [{ name: "cgroups", hostPath: { path: "/sys/fs/cgroup", type: "Directory" } }],
  });
  expect(spec).not.toHaveProperty("hostNetwork");
  expect(spec.containers.map(({ securityContext }) => securityContext)).toEqual([
    {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"], add: ["SYS_PTRACE"] },
      readOnlyRootFilesystem: true,
    },
  ]);
  expect(spec.containers[0].volumeMounts).toEqual([
    {
      name: "cgroups",
      mountPath: "/host/sys/fs/cgroup",
      readOnly: true,
      recursiveReadOnly: "IfPossible",
    },
  ]);
});

test("is told where the cgroups are and who may ask", () => {
  const [container] = specOf(daemonSet()).template.spec.containers;

  expect(container.image).toBe(IMAGE);
  expect(container.env).toEqual([
    { name: "PORT", value: "8090" },
    { name: "CGROUP_ROOT", value: container.volumeMounts[0].mountPath },
    { name: "ALLOWED_USER", value: USER },
  ]);
  expect(container.ports).toEqual([{ name: "http", containerPort: 8090 }]);
});

test("costs next to nothing of what is measured beside it", () => {
  expect(specOf(daemonSet()).template.spec.containers).toMatchObject([
    {
      resources: {
        requests: { cpu: "10m", memory: "16Mi" },
        limits: { cpu: "200m", memory: "32Mi" },
      },
      startupProbe: { httpGet: { path: "/healthz", port: "http" } },
      livenessProbe: { httpGet: { path: "/healthz", port: "http" }, periodSeconds: 30 },
      readinessProbe: { httpGet: { path: "/readyz", port: "http" }, periodSeconds: 10 },
    },
  ]);
});

test("is reached on the asking pod's own node", () => {
  const { selector, template } = specOf(daemonSet());
  const service = recorder.only("kubernetes:core/v1:Service", "tare-nodeprobe");

  expect(service.inputs.spec).toMatchObject({
    internalTrafficPolicy: "Local",
    selector: selector.matchLabels,
    ports: [{ port: 80, targetPort: "http" }],
  });
  expect(template.metadata.labels).toMatchObject(selector.matchLabels);
  expect(recorder.only("tare:index:NodeProbe", "tare-nodeprobe").outputs).toEqual({
    url: "http://nodeprobe.tare-nodeprobe.svc.cluster.local",
    namespaceName: "tare-nodeprobe",
  });
});

test("names the audience that the program itself asks for", () => {
  const source = readFileSync("services/nodeprobe/src/token_review.rs", "utf8");

  expect(source).toContain(`pub const AUDIENCE: &str = "${NODEPROBE_AUDIENCE}";`);
});
