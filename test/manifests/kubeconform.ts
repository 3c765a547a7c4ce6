import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { version } from "../../platform/tools/versions";
import { schemaOf } from "./schemas/strictSchemas";
import { vendored } from "./schemas/vendored";

/** Under which name kubeconform looks for a kind's schema; of `v1` group and version are the same. */
const FILE = "{{ .Group }}-{{ .ResourceAPIVersion }}-{{ .ResourceKind }}.json";

/** What kubeconform found out about one object. */
export interface Conformity {
  readonly kind: string;
  readonly name: string;
  readonly status: "statusValid" | "statusInvalid" | "statusError" | "statusSkipped";
  readonly msg: string;
}

/**
 * Checks every file of a folder against the vendored schemas of the pinned Kubernetes and CloudNativePG. A kind without a
 * schema, an unknown property and a key that stands twice are errors. Nothing is asked of the network.
 */
export async function kubeconform(folder: string): Promise<readonly Conformity[]> {
  const args = [
    "-strict",
    ...["-kubernetes-version", version("kubernetes")],
    ...["-schema-location", `${writeSchemas()}/${FILE}`],
    ...["-output", "json", "-verbose", folder],
  ];
  const { resources } = JSON.parse(await outputOf("kubeconform", args)) as {
    readonly resources: readonly Conformity[];
  };
  return resources;
}

/** Standard output of a checker, which ends with 1 when it has found something. */
export async function outputOf(program: string, args: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)(program, args, { maxBuffer: 2 ** 26 })).stdout;
  } catch (error) {
    const { code, stdout = "" } = error as { readonly code?: unknown; readonly stdout?: string };
    if (code === 1 && stdout !== "") return stdout;
    throw error;
  }
}

/** One file a kind; gives their folder. */
function writeSchemas(): string {
  const folder = mkdtempSync(join(tmpdir(), "tare-schemas-"));
  for (const schemas of [vendored("kubernetes"), vendored("cloudNativePg")]) {
    for (const known of Object.keys(schemas.kinds)) {
      const [apiVersion, kind] = known.split(" ");
      const [group, ofGroup = group] = apiVersion.split("/");
      const file = join(folder, `${group}-${ofGroup}-${kind.toLowerCase()}.json`);
      writeFileSync(file, JSON.stringify(schemaOf(known, schemas)));
    }
  }
  return folder;
}
