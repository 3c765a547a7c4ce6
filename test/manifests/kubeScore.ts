import { readdirSync } from "node:fs";
import { join } from "node:path";
import { clusterLabels } from "../../components/data/cloudNativePg";
import { version } from "../../platform/tools/versions";
import { outputOf } from "./kubeconform";
import { type Manifest, writeManifests } from "./render";

/** Something that kube-score would have otherwise. */
export interface Finding {
  /** The id of the check: `pod-networkpolicy`. */
  readonly check: string;
  /** Kind, namespace and name: `Deployment shop/api`. */
  readonly object: string;
  /** In kube-score's words. */
  readonly text: string;
}

/** A critical finding has 1, a warning 5, a hint 7, and 10 is all well. */
const WARNING = 5;

interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string; readonly namespace?: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
  }[];
}

/** What kube-score finds in manifests that are deployed together, by its default checks. */
export async function kubeScore(manifests: readonly Manifest[]): Promise<Finding[]> {
  const operated = manifests.filter(({ kind }) => kind === "Cluster").map(operatedPod);
  const folder = writeManifests([...manifests, ...operated]);
  const files = readdirSync(folder).map((name) => join(folder, name));
  const [major, minor] = version("kubernetes").split(".");
  const args = ["--kubernetes-version", `v${major}.${minor}`, "--output-format", "json"];
  const text = await outputOf("kube-score", ["score", ...args, ...files]);
  const scored = JSON.parse(text) as readonly Scored[];
  return scored.filter(({ type_meta: { kind } }) => kind !== "Pod").flatMap(findingsOf);
}

/** What CloudNativePG makes of a Cluster: policies are about it, and how it is made is not ours. */
function operatedPod({ metadata: { name, namespace } }: Manifest): Manifest {
  return {
    ...{ apiVersion: "v1", kind: "Pod" },
    metadata: { name: `${name}-1`, namespace, labels: clusterLabels(name) },
    spec: { containers: [{ name: "postgres", image: "postgres:17" }] },
  };
}

function findingsOf({ type_meta: { kind }, object_meta: meta, checks }: Scored): Finding[] {
  const object = `${kind} ${meta.namespace === undefined ? "" : `${meta.namespace}/`}${meta.name}`;
  return checks
    .filter(({ grade, skipped }) => !skipped && grade <= WARNING)
    .map(({ check: { id }, comments }) => ({
      check: id,
      object,
      text: (comments ?? []).map(({ path, summary }) => `${path}: ${summary}`).join("; "),
    }));
}
