import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../platform/errors";
import { version } from "../../../platform/tools/versions";
import { cloudNativePgSchemas, MODELS } from "./cloudNativePg";
import { type OpenApi, strictSchemas, type StrictSchemas } from "./strictSchemas";
import { VENDORED, type Vendored } from "./vendored";

/**
 * Writes the vendored schemas anew. Those of Kubernetes come from what the local cluster's API server
 * says of itself, which unlike the document in its sources names the values of every choice; so it is
 * to be run after `./tare up && eval "$(./tare env)"`. test/conformance/schemas.test.ts holds the
 * file to the same.
 */
function main(): void {
  writeCloudNativePg();
  writeKubernetes();
}

function writeCloudNativePg(): void {
  const folder = mkdtempSync(join(tmpdir(), "tare-models-"));
  try {
    const options = ["--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"];
    execFileSync("npm", ["install", ...options, MODELS], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    write("cloudNativePg", MODELS, cloudNativePgSchemas(join(folder, "node_modules")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeKubernetes(): void {
  const kubernetes = version("kubernetes");
  const { gitVersion } = asked<{ readonly gitVersion: string }>("/version");
  if (gitVersion !== `v${kubernetes}`) {
    throw new UserError(
      `the cluster runs Kubernetes ${gitVersion}, and versions.json pins ${kubernetes}`,
      "make the local cluster again: make down && make up",
    );
  }
  write("kubernetes", `Kubernetes ${kubernetes}`, strictSchemas(asked<OpenApi>("/openapi/v2")));
}

function write(name: keyof typeof VENDORED, source: string, schemas: StrictSchemas): void {
  const made: Vendored = { madeBy: "npm run schemas", source, ...schemas };
  writeFileSync(VENDORED[name], `${JSON.stringify(made, undefined, 1)}\n`);
}

function asked<T>(path: string): T {
  const { TARE_KUBECONFIG: kubeconfig } = process.env;
  if (kubeconfig === undefined) {
    throw new UserError("TARE_KUBECONFIG is not set", 'run eval "$(./tare env)" after ./tare up');
  }
  const args = ["--kubeconfig", kubeconfig, "get", "--raw", path];
  const text = execFileSync("kubectl", args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  return JSON.parse(text) as T;
}

main();
