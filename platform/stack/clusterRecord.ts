import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Instance } from "../instance";

/** The cluster that this instance last brought up. */
export interface ClusterRecord {
  /** UID of its kube-system namespace: the state of another cluster is never taken for its own. */
  readonly uid: string;
  readonly kubeconfig: string;
  readonly context: string;
}

export function recordCluster(instance: Instance, record: ClusterRecord): void {
  mkdirSync(instance.stateDir, { recursive: true, mode: 0o700 });
  writeFileSync(file(instance), JSON.stringify(record), { mode: 0o600 });
}

export function recordedCluster(instance: Instance): ClusterRecord | undefined {
  try {
    return JSON.parse(readFileSync(file(instance), "utf8")) as ClusterRecord;
  } catch {
    return undefined;
  }
}

function file(instance: Instance): string {
  return join(instance.stateDir, "cluster.json");
}
