import { IMAGES } from "../../components/config/images";
import { CLUSTER_UID } from "../support/kubectl";
import type * as support from "../support/program";
import { stackConfig } from "../support/stackConfig";
import type * as composed from "./composed";
import { type Manifest, manifestsOf } from "./render";

/**
 * Every committed environment, prod's shop on each database that it may choose instead, and a program of
 * the tests' own that declares calls.
 */
export const PROGRAMS = [
  ...["dev", "staging", "prod"],
  ...["prod on CloudNativePG", "prod on another's database"],
  "composed",
] as const;
export type Program = (typeof PROGRAMS)[number];

/** The objects that are checked, by the name of what deploys them. */
export type Rendered = Readonly<Record<string, readonly Manifest[]>>;

/** What each of the programs deploys. */
export async function render(...programs: readonly Program[]): Promise<Rendered> {
  const configs = environments();
  const rendered: Record<string, readonly Manifest[]> = {};
  for (const name of programs) {
    rendered[name] = await apart(async () => {
      if (name === "composed") {
        return jest.requireActual<typeof composed>("./composed").renderComposed();
      }
      const { runProgram } = jest.requireActual<typeof support>("../support/program");
      return manifestsOf((await runProgram(configs[name])).recorder.resources);
    });
  }
  jest.restoreAllMocks();
  return rendered;
}

/** As committed, but for what each user fills in. */
function environments(): Record<Exclude<Program, "composed">, Record<string, string>> {
  const images = Object.fromEntries(
    IMAGES.map((name) => [name, `registry.example.com/${name}@sha256:${"a".repeat(64)}`]),
  );
  const prod = { ...known("prod"), "tare:images": JSON.stringify(images) };
  const shopOn = (database: object) => ({
    ...prod,
    "tare:stacks": JSON.stringify(["ecommerce"]),
    "tare:database": JSON.stringify({ onDelete: "retain", ...database }),
  });
  const operated = images.postgres.replace("@", ":17.6-minimal-trixie@");
  return {
    dev: stackConfig("dev"),
    staging: known("staging"),
    prod,
    "prod on CloudNativePG": shopOn({ kind: "cloudNativePg", image: operated }),
    "prod on another's database": shopOn({
      ...{ kind: "external", host: "db.example.com", cidr: "10.1.0.0/16" },
    }),
  };
}

/** With the cluster that the tests' kubectl finds. */
function known(name: string): Record<string, string> {
  const config = stackConfig(name);
  const cluster = JSON.parse(config["tare:cluster"]) as object;
  return { ...config, "tare:cluster": JSON.stringify({ ...cluster, uid: CLUSTER_UID }) };
}

/** With modules of its own, since a program runs when it is first imported. */
async function apart(work: () => Promise<readonly Manifest[]>): Promise<readonly Manifest[]> {
  let manifests: readonly Manifest[] = [];
  await jest.isolateModulesAsync(async () => {
    manifests = await work();
  });
  return manifests;
}
