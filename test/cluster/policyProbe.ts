import { selectorLabels } from "../../components/workloads/labels";
import { allowFrom, allowTo, denyAll } from "../../components/workloads/networkPolicy";
import { CONTAINER_SECURITY, POD_SECURITY } from "../../components/workloads/securityContext";
import { create, type Kubectl } from "./kubectl";

export interface Reached {
  /** Whether the pod that is allowed to call got through. */
  readonly caller: boolean;
  /** Whether one of the same namespace without the caller's label did. */
  readonly intruder: boolean;
  /** Whether one of another namespace with the caller's label did. */
  readonly stranger: boolean;
}

const NAMESPACE = "tare-policy-probe";
const ABROAD = "tare-policy-probe-abroad";
const PORT = 8080;
const callee = {
  name: "callee",
  namespace: NAMESPACE,
  labels: selectorLabels("callee"),
  port: PORT,
};
const caller = { name: "caller", namespace: NAMESPACE, labels: selectorLabels("caller") };

const SERVE = `require("node:net").createServer((socket) => socket.end()).listen(${PORT})`;
/** A policy that is enforced drops what it does not allow, so that no answer comes. */
const CALL = `
  const socket = require("node:net").connect(${PORT}, process.env.CALLEE);
  const told = (text) => { console.log(text); process.exit(0); };
  socket.on("connect", () => told("through")).on("error", () => told("refused"));
  setTimeout(() => told("refused"), 4000);`;

/**
 * Closes a namespace of its own, lets one pod call another, and has two others try. Takes about 15 s
 * and leaves nothing behind.
 *
 * @param image Of a server written in Node, which the cluster has already.
 */
export function probePolicies(kubectl: Kubectl, image: string): Reached {
  try {
    create(kubectl, ...[NAMESPACE, ABROAD].map(namespaceObject));
    const policies = [denyAll(), allowTo(caller, callee), allowFrom(callee, caller)];
    create(kubectl, ...policies.map(policy), pod(image, "callee", SERVE));
    kubectl("wait", "pod/callee", "-n", NAMESPACE, "--for=condition=Ready", "--timeout=20s");
    const ip = kubectl("get", "pod/callee", "-n", NAMESPACE, "-o", "jsonpath={.status.podIP}");
    const stranger = pod(image, "caller", CALL, ip, ABROAD);
    create(kubectl, pod(image, "caller", CALL, ip), pod(image, "intruder", CALL, ip), stranger);
    const through = (name: string, namespace = NAMESPACE): boolean => {
      const ended = "--for=jsonpath={.status.phase}=Succeeded";
      kubectl("wait", `pod/${name}`, "-n", namespace, ended, "--timeout=20s");
      return kubectl("logs", `pod/${name}`, "-n", namespace).trim() === "through";
    };
    return {
      caller: through("caller"),
      intruder: through("intruder"),
      stranger: through("caller", ABROAD),
    };
  } finally {
    kubectl("delete", "namespace", NAMESPACE, ABROAD, "--ignore-not-found", "--wait=false");
  }
}

function namespaceObject(name: string): object {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name } };
}

function policy(spec: object, index: number): object {
  const metadata = { name: `policy-${index}`, namespace: NAMESPACE };
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec };
}

function pod(
  image: string,
  name: string,
  program: string,
  calls = "",
  namespace = NAMESPACE,
): object {
  const container = {
    name,
    image,
    command: ["/usr/local/bin/node", "-e", program],
    env: [{ name: "CALLEE", value: calls }],
    resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } },
    securityContext: CONTAINER_SECURITY,
  };
  const spec = {
    restartPolicy: "Never",
    terminationGracePeriodSeconds: 0,
    automountServiceAccountToken: false,
    securityContext: POD_SECURITY,
    containers: [container],
  };
  const metadata = { name, namespace, labels: selectorLabels(name) };
  return { apiVersion: "v1", kind: "Pod", metadata, spec };
}
