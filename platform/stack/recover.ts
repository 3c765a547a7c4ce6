import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { UserError } from "../errors";
import { tryRun } from "../exec";
import { pulumi, type PulumiOptions } from "./pulumi";

interface PendingOperation {
  readonly type: string;
  readonly resource: {
    readonly urn: string;
    readonly type: string;
    readonly inputs?: {
      readonly metadata?: { readonly name?: string; readonly namespace?: string };
    };
  };
}

/**
 * Clears what an update that was killed has left in the way of the next one: its lock, and creations
 * of which the state does not know whether they happened. Throws {@link UserError} when the holder
 * of the lock is still running.
 */
export async function recoverStack(
  backend: string,
  stack: string,
  options: PulumiOptions,
): Promise<void> {
  dropStaleLocks(backend, stack);
  const pending = await pendingCreations(stack, options);
  if (pending.length === 0) return;
  options.onLine?.(`${pending.length} creations were interrupted: looking at what became of them`);
  const imports: string[] = [];
  for (const { resource } of pending) {
    const id = await idOfExisting(resource, options);
    if (id !== undefined) imports.push(resource.urn, id);
  }
  const found = imports.map((value) => `--import-pending-creates=${value}`);
  const flags = ["--yes", "--skip-preview", "--clear-pending-creates", ...found];
  await pulumi(["refresh", "--stack", stack, ...flags], options);
}

/** Removes the lock files of holders that are no more. Throws {@link UserError} for a live one. */
export function dropStaleLocks(backend: string, stack: string): void {
  const folder = join(backend, ".pulumi", "locks", "organization", "tare", stack);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const holder = JSON.parse(readFileSync(file, "utf8")) as { pid: number; hostname: string };
    if (holder.hostname === hostname() && !isPulumi(holder.pid)) rmSync(file);
    else {
      throw new UserError(
        `the stack is being updated by process ${holder.pid} on ${holder.hostname}`,
        `wait for it to end, or stop it with 'kill -INT ${holder.pid}'`,
      );
    }
  }
}

function isPulumi(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("pulumi");
  } catch {
    return true; // No /proc: believe the number.
  }
}

async function pendingCreations(
  stack: string,
  options: PulumiOptions,
): Promise<PendingOperation[]> {
  const quiet = { ...options, onLine: undefined };
  const text = await pulumi(["stack", "export", "--stack", stack], quiet);
  const { deployment } = JSON.parse(text) as {
    deployment?: { pending_operations?: PendingOperation[] };
  };
  return (deployment?.pending_operations ?? []).filter(({ type }) => type === "creating");
}

/** The id of a Kubernetes object whose creation was interrupted after it had happened. */
async function idOfExisting(
  resource: PendingOperation["resource"],
  { env }: PulumiOptions,
): Promise<string | undefined> {
  const [, apiVersion, kind] = /^kubernetes:(.+):([^:]+)$/.exec(resource.type) ?? [];
  const { name, namespace } = resource.inputs?.metadata ?? {};
  if (apiVersion === undefined || kind === undefined || name === undefined) return undefined;
  const group = /^(.+)\/(v[^/]+)$/.exec(apiVersion);
  const kindName = group === null || group[1] === "core" ? kind : `${kind}.${group[2]}.${group[1]}`;
  const place = namespace === undefined ? [] : ["--namespace", namespace];
  const kubeconfig = env.TARE_KUBECONFIG === undefined ? [] : ["--kubeconfig", env.TARE_KUBECONFIG];
  const args = [...kubeconfig, "get", kindName, name, ...place, "-o", "name"];
  const answer = await tryRun("kubectl", args, { env, timeout: 20_000 });
  if (answer === undefined) return undefined;
  return namespace === undefined ? name : `${namespace}/${name}`;
}
