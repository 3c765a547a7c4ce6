import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Driver } from "../support/tare";

/** Gives what kubectl printed; throws where it failed. */
export type Kubectl = (...args: string[]) => string;

/** The kubectl of an instance's cluster. */
export function kubectlOf(tare: Driver): Kubectl {
  return (...args) => {
    const { code, output } = tare.kubectl(...args);
    if (code !== 0) throw new Error(`kubectl ${args.join(" ")}\n${output}`);
    return output;
  };
}

/** In the order in which they are given. */
export function create(kubectl: Kubectl, ...items: object[]): void {
  const folder = mkdtempSync(join(tmpdir(), "tare-manifest-"));
  try {
    const file = join(folder, "objects.json");
    writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    kubectl("create", "-f", file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The image of a server that `up` has deployed. */
export function deployedImage(kubectl: Kubectl, server: string): string {
  const where = ["-n", "frameworks", "-o", "jsonpath={.spec.template.spec.containers[0].image}"];
  return kubectl("get", "deployment", server, ...where);
}
