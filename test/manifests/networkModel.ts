import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { outputOf } from "./kubeconform";

export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Of a pod on its node's own network. @default - one of the network of pods */
  readonly ip?: string;
}

/** `caller -> callee` with namespaces, as `shop/front -> shop/api`. */
export type Call = `${string}/${string} -> ${string}/${string}`;

export interface Port {
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
}

/** Of a cluster, what decides who may call whom. */
export interface Network {
  /** Labels by name of the namespace. */
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly pods: readonly Pod[];
  /** As manifests. */
  readonly policies: readonly object[];
}

/**
 * The calls that the policies of a network let through to a port, as cyclonus understands Kubernetes.
 * Every pod is taken to listen on every port that is asked, so that nothing but a policy says no. A pod
 * and itself are left out: no policy is between them.
 */
export async function allowedCalls(
  network: Network,
  ports: readonly Port[],
): Promise<readonly (readonly Call[])[]> {
  const folder = mkdtempSync(join(tmpdir(), "tare-network-"));
  const file = (name: string): string => join(folder, name);
  mkdirSync(file("policies")); // One a file: of a file with several only the first one is read.
  network.policies.forEach((one, index) =>
    writeFileSync(file(`policies/${index}.yaml`), stringify(one)),
  );
  writeFileSync(file("model.json"), JSON.stringify(modelOf(network, ports)));
  const text = await outputOf("cyclonus", [
    ...["analyze", "--mode", "probe"],
    ...["--policy-path", file("policies"), "--probe-path", file("model.json")],
  ]);
  const tables = text.split("Combined:\n").slice(1, ports.length + 1);
  if (tables.length < ports.length) throw new Error(`cyclonus said too little:\n${text}`);
  return tables.map((table) => callsOf(table.split("\n\n")[0], network.pods.length));
}

function modelOf({ namespaces, pods }: Network, ports: readonly Port[]): object {
  const containers = ports.map(({ protocol, port }, index) => ({
    ...{ Name: `listener-${index}`, Port: port, Protocol: protocol },
  }));
  return {
    Probes: ports.map(({ protocol, port }) => ({ Protocol: protocol, Port: port })),
    Resources: {
      Namespaces: namespaces,
      Pods: pods.map(({ namespace, name, labels, ip }, index) => ({
        ...{ Namespace: namespace, Name: name, Labels: labels, Containers: containers },
        IP: ip ?? `10.244.${Math.floor(index / 250)}.${(index % 250) + 1}`,
      })),
    },
  };
}

/** Rows are callers, columns callees in the same order; a dot is a call that arrives. */
function callsOf(table: string, pods: number): Call[] {
  const rows = table
    .split("\n")
    .filter((line) => /^\| \S+\/\S+ /.test(line))
    .map((line) =>
      line
        .split("|")
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
  const names = rows.map(([name]) => name);
  if (rows.length !== pods || rows.some(({ length }) => length !== pods + 1)) {
    throw new Error(`a table of ${pods} pods was expected:\n${table}`);
  }
  return rows.flatMap(([from, ...cells]) =>
    names
      .filter((to, index) => to !== from && isThrough(cells[index]))
      .map((to) => `${from} -> ${to}` as Call),
  );
}

function isThrough(cell: string): boolean {
  if (cell === ".") return true;
  if (cell === "X") return false;
  throw new Error(`cyclonus says '${cell}' of a call, neither '.' nor 'X'`);
}
