import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { UserError } from "../../../platform/errors";
import { version } from "../../../platform/tools/versions";
import { type OpenApi, strictSchemas } from "./strictSchemas";
import { VENDORED, type Vendored } from "./vendored";

/**
 * Writes kubernetes.json anew from what the local cluster's API server says of itself, which unlike the
 * document in its sources names the values of every choice. To be run after
 * `./tare up && eval "$(./tare env)"`; test/conformance/schemas.test.ts holds the file to the same.
 */
function main(): void {
  const kubernetes = version("kubernetes");
  const { gitVersion } = asked<{ readonly gitVersion: string }>("/version");
  if (gitVersion !== `v${kubernetes}`) {
    throw new UserError(
      `the cluster runs Kubernetes ${gitVersion}, and versions.json pins ${kubernetes}`,
      "make the local cluster again: make down && make up",
    );
  }
  const schemas = strictSchemas(asked<OpenApi>("/openapi/v2"));
  const made: Vendored = { madeBy: "npm run schemas", kubernetes, ...schemas };
  writeFileSync(VENDORED, `${JSON.stringify(made, undefined, 1)}\n`);
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
