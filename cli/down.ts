import { rmSync } from "node:fs";
import { ensureEngine } from "../platform/engine";
import { UserError } from "../platform/errors";
import { tryRun } from "../platform/exec";
import { deleteCluster } from "../platform/kind";
import { type Progress } from "../platform/progress";
import { deleteRegistry } from "../platform/registry";
import { recordedCluster } from "../platform/stack/clusterRecord";
import { dropStaleLocks } from "../platform/stack/recover";
import { destroyStack, hasStack, stackState } from "../platform/stack/stack";
import { refuseProtected } from "../platform/stack/state";
import { backendDir } from "../platform/toolEnv";
import { resolveTools } from "../platform/tools/resolve";
import {
  type Context,
  type GlobalOptions,
  openContext,
  pulumiOptions,
  quietProgress,
} from "./context";
import { instancesThere, sizesText } from "./keptFolders";
import { withInstanceLock } from "./lock";
import { gatherFacts } from "./plan/facts";
import { remoteTools } from "./remote";
import { ensureClustersOfState, ensureRecordedCluster } from "./remoteCluster";
import { removeImages } from "./removeImages";

interface DownOptions {
  readonly keep?: string;
  readonly yes?: boolean;
}

/** Removes all that `up` made on the cluster side, and says what stays. */
export async function down(options: GlobalOptions, { keep, yes }: DownOptions): Promise<void> {
  if (keep !== undefined && keep !== "" && keep !== "cluster") {
    throw new UserError(`--keep ('${keep}') must be 'cluster'`, "or leave it out");
  }
  const context = openContext(options);
  const work = context.environment.local
    ? () => downLocal(context, keep === "cluster")
    : () => downRemote(context, yes === true);
  await withInstanceLock(context.instance, work);
}

async function downLocal(context: Context, keepCluster: boolean): Promise<void> {
  const { instance, environment, print } = context;
  const progress = quietProgress(context, "down");
  const facts = await gatherFacts(instance, environment.name);
  print(`Tare: taking down instance ${instance.name}`);
  const wasUp = instancesThere(instance).includes(instance.name);
  if (facts.engine === "stopped" && wasUp) {
    print("starting the container engine: what is to be removed is in it");
    await ensureEngine(progress);
  }
  if (facts.engine === "answers" || (facts.engine === "stopped" && wasUp)) {
    await removeStack(context, progress, keepCluster);
    if (!keepCluster) await removeContainers(context, progress);
  }
  if (!keepCluster) rmSync(instance.stateDir, { recursive: true, force: true });
  print(keepCluster ? "The cluster and its registry stay. What else stays:" : "What stays:");
  for (const line of sizesText(instance)) print(`  ${line}`);
  print("  the container engine, with its build cache, and the packages installed for it");
}

/**
 * Destroys what the program made. Where the cluster goes anyway, a stack that cannot be destroyed
 * (its state is damaged, its cluster does not answer) is no reason to stop.
 */
async function removeStack(context: Context, progress: Progress, strict: boolean): Promise<void> {
  const { instance, environment, print, signal } = context;
  const record = recordedCluster(instance);
  if (record === undefined || !hasStack(instance, record.uid, environment.name)) return;
  print("destroying the stack (about 60 s)");
  try {
    await resolveTools(["pulumi", "plugin-kubernetes", "plugin-docker", "plugin-random"], progress);
    const options = pulumiOptions(context, progress);
    dropStaleLocks(backendDir(instance, record.uid), environment.name);
    const alive = await tryRun(
      "kubectl",
      ["--kubeconfig", record.kubeconfig, "get", "namespace", "kube-system"],
      { timeout: 15_000 },
    );
    if (alive === undefined && !strict)
      return print("the cluster does not answer: its stack goes with it");
    await destroyStack(environment.name, options);
  } catch (error) {
    signal.throwIfAborted();
    if (strict) throw error;
    print(`the stack could not be destroyed and goes with its cluster: ${lastLine(error)}`);
  }
}

function lastLine(error: unknown): string {
  const text = error instanceof UserError ? (error.why ?? error.what) : String(error);
  return text.trimEnd().split("\n").at(-1)?.trim() ?? "";
}

async function removeContainers(context: Context, progress: Progress): Promise<void> {
  const { instance, print } = context;
  print(`deleting cluster ${instance.clusterName}, registry ${instance.registryName} and images`);
  await deleteCluster(instance, progress);
  await deleteRegistry(instance);
  const others = instancesThere(instance).filter((name) => name !== instance.name);
  await removeImages(instance, others.length === 0);
}

/** Another cluster than ours: the stack is destroyed after Pulumi has asked, nothing else. */
async function downRemote(context: Context, yes: boolean): Promise<void> {
  const { environment, print } = context;
  const progress = { ...quietProgress(context, "down"), note: print };
  await remoteTools(context, progress);
  const interactive = !yes && process.stdin.isTTY;
  if (!yes && !interactive) {
    throw new UserError(
      `environment '${environment.name}' is not the local one, and there is no terminal to ask at`,
      "add --yes if the whole stack is to be destroyed",
    );
  }
  const pulumi = { ...pulumiOptions(context, progress), interactive };
  await ensureRecordedCluster(context, progress);
  const state = await stackState(environment.name, pulumi);
  ensureClustersOfState(environment, state, { moving: false });
  refuseProtected(environment.name, state);
  await destroyStack(environment.name, pulumi);
}
