import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDir } from "../../../platform/instance";
import { version } from "../../../platform/tools/versions";
import { type OpenApi, strictSchemas } from "./strictSchemas";
import { VENDORED, type Vendored } from "./vendored";

/**
 * Writes kubernetes.json anew from the OpenAPI document that Kubernetes keeps in its Go module, 25 MB to
 * download. test/conformance/schemas.test.ts compares the file with what a live API server says.
 */
function main(): void {
  const kubernetes = version("kubernetes");
  const made: Vendored = {
    madeBy: "npm run schemas",
    kubernetes,
    ...strictSchemas(openApiOf(kubernetes)),
  };
  writeFileSync(VENDORED, `${JSON.stringify(made, undefined, 1)}\n`);
}

function openApiOf(kubernetes: string): OpenApi {
  const text = execFileSync(
    "go",
    ["mod", "download", "-json", `k8s.io/kubernetes@v${kubernetes}`],
    {
      encoding: "utf8",
      env: { ...process.env, GOMODCACHE: join(cacheDir(), "go", "mod"), GOFLAGS: "-modcacherw" },
    },
  );
  const { Dir: dir } = JSON.parse(text) as { readonly Dir: string };
  return JSON.parse(
    readFileSync(join(dir, "api", "openapi-spec", "swagger.json"), "utf8"),
  ) as OpenApi;
}

main();
