import { UserError } from "../../platform/errors";
import { type Progress } from "../../platform/progress";
import { recordedCluster } from "../../platform/stack/clusterRecord";
import { hasStack, stackOutputs } from "../../platform/stack/stack";
import { resolveTools } from "../../platform/tools/resolve";
import { type Context, pulumiOptions } from "../context";
import { type Benchmark, benchmarksOf } from "../reporting/outputs";

type Where = Pick<Context, "instance" | "environment">;

/** Throws {@link UserError} where this machine has no stack of a local environment. */
export function refuseUndeployed({ instance, environment }: Where): void {
  const cluster = recordedCluster(instance);
  const there = cluster !== undefined && hasStack(instance, cluster.uid, environment.name);
  if (environment.local && !there) {
    throw new UserError(
      `environment '${environment.name}' is not deployed: there is nothing to be measured`,
      "run './tare up' first",
    );
  }
}

/** What the stack of the environment has measured. */
export async function deployedBenchmarks(
  context: Context,
  progress: Progress,
): Promise<readonly Benchmark[]> {
  return benchmarksOf(await deployedOutputs(context, progress));
}

/** What the program of the environment has told of itself. */
export async function deployedOutputs(context: Context, progress: Progress): Promise<unknown> {
  await resolveTools(["pulumi", "kubectl"], progress);
  return stackOutputs(context.environment.name, pulumiOptions(context, progress));
}
