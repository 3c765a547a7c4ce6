const NAME = "metrics-server";
const NAMESPACE = "kube-system";
const labels = { "k8s-app": NAME };
const metadata = { name: NAME, namespace: NAMESPACE, labels };
const account = { kind: "ServiceAccount", name: NAME, namespace: NAMESPACE };
const PORT = 10250;

/**
 * Everything that metrics-server is made of. It asks for 20m of CPU, and trusts kubelet's own
 * certificate, which on a kind cluster nobody has signed.
 */
export function metricsServerManifests(image: string): readonly object[] {
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata },
    ...roles(),
    {
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec: {
        selector: labels,
        ports: [{ name: "https", port: 443, targetPort: "https", appProtocol: "https" }],
      },
    },
    deployment(image),
    {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name: "v1beta1.metrics.k8s.io", labels },
      spec: {
        group: "metrics.k8s.io",
        version: "v1beta1",
        service: { name: NAME, namespace: NAMESPACE },
        groupPriorityMinimum: 100,
        versionPriority: 100,
        insecureSkipTLSVerify: true,
      },
    },
  ];
}

function roles(): readonly object[] {
  const rbac = "rbac.authorization.k8s.io";
  const role = (name: string, rules: readonly object[], more: object = {}): object => ({
    apiVersion: `${rbac}/v1`,
    kind: "ClusterRole",
    metadata: { name, labels: { ...labels, ...more } },
    rules,
  });
  const binding = (kind: string, name: string, roleKind: string, roleName: string): object => ({
    apiVersion: `${rbac}/v1`,
    kind,
    metadata: { name, labels, ...(kind === "RoleBinding" ? { namespace: NAMESPACE } : {}) },
    roleRef: { apiGroup: rbac, kind: roleKind, name: roleName },
    subjects: [account],
  });
  const read = ["get", "list", "watch"];
  const reader = "system:aggregated-metrics-reader";
  const aggregate = (to: string): [string, string] => [`${rbac}/aggregate-to-${to}`, "true"];
  return [
    role(
      reader,
      [{ apiGroups: ["metrics.k8s.io"], resources: ["pods", "nodes"], verbs: read }],
      Object.fromEntries(["view", "edit", "admin"].map(aggregate)),
    ),
    role(`system:${NAME}`, [
      { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
      { apiGroups: [""], resources: ["pods", "nodes"], verbs: read },
    ]),
    binding(
      "RoleBinding",
      `${NAME}-auth-reader`,
      "Role",
      "extension-apiserver-authentication-reader",
    ),
    binding(
      "ClusterRoleBinding",
      `${NAME}:system:auth-delegator`,
      "ClusterRole",
      "system:auth-delegator",
    ),
    binding("ClusterRoleBinding", `system:${NAME}`, "ClusterRole", `system:${NAME}`),
  ];
}

function deployment(image: string): object {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata,
    spec: {
      selector: { matchLabels: labels },
      strategy: { rollingUpdate: { maxUnavailable: 0 } },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: NAME,
          priorityClassName: "system-cluster-critical",
          nodeSelector: { "kubernetes.io/os": "linux" },
          containers: [container(image)],
          volumes: [{ name: "certificates", emptyDir: {} }],
        },
      },
    },
  };
}

function container(image: string): object {
  const probe = (path: string): object => ({
    httpGet: { path, port: "https", scheme: "HTTPS" },
    periodSeconds: 5,
    failureThreshold: 6,
  });
  return {
    name: NAME,
    image,
    imagePullPolicy: "IfNotPresent",
    args: [
      "--cert-dir=/certificates",
      `--secure-port=${PORT}`,
      "--kubelet-preferred-address-types=InternalIP",
      "--kubelet-use-node-status-port",
      "--kubelet-insecure-tls",
      "--metric-resolution=15s",
    ],
    ports: [{ name: "https", containerPort: PORT }],
    livenessProbe: probe("/livez"),
    readinessProbe: probe("/readyz"),
    resources: { requests: { cpu: "20m", memory: "60Mi" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: "RuntimeDefault" },
    },
    volumeMounts: [{ name: "certificates", mountPath: "/certificates" }],
  };
}
