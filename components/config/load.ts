import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Contestants } from "./contestants";
import { type Config, parseConfig } from "./parse";
import { type Problem, renderProblems } from "./problems";

/**
 * The configuration of the selected stack. Throws a RunError that names every problem at once;
 * Pulumi prints its message without a stack trace, and no resource has been registered yet.
 */
export function loadConfig(): Config {
  const { TARE_KUBECONFIG, TARE_CLUSTER_UID } = process.env;
  const { config, problems } = parseConfig(pulumi.runtime.allConfig(), {
    TARE_KUBECONFIG,
    TARE_CLUSTER_UID,
  });
  if (config === undefined) throw new pulumi.RunError(renderProblems(problems));
  const missing = missingFiles(config.contestants);
  if (missing.length > 0) throw new pulumi.RunError(renderProblems(missing));
  return config;
}

/** What is to be built must be there before anything is built. */
function missingFiles(contestants: Contestants): Problem[] {
  return Object.entries(contestants).flatMap(([name, { context, dockerfile }]) => {
    if (context === undefined) return [];
    const path = `contestants.${name}`;
    if (!is("folder", context)) {
      return [
        { path: `${path}.context`, value: context, sentence: "must be a folder that exists" },
      ];
    }
    const file = dockerfile ?? join(context, "Dockerfile");
    const problem = {
      path: `${path}.dockerfile`,
      value: file,
      sentence: "must be a file that exists",
    };
    return is("file", file) ? [] : [problem];
  });
}

function is(kind: "file" | "folder", path: string): boolean {
  if (!existsSync(path)) return false;
  return kind === "file" ? statSync(path).isFile() : statSync(path).isDirectory();
}
