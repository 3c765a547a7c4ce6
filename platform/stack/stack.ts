import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors";
import { CommandError } from "../exec";
import { type Instance } from "../instance";
import { backendDir } from "../toolEnv";
import { diagnostics, pulumi, type PulumiOptions, warningsOf } from "./pulumi";
import { type StackState } from "./state";

/** Whether the backend of a local environment has the stack already. */
export function hasStack(instance: Instance, uid: string, stack: string): boolean {
  const file = join(backendDir(instance, uid), ".pulumi", "stacks", "tare", `${stack}.json`);
  return existsSync(file);
}

/**
 * Makes the stack of a local environment. The command runs in the state folder, where a copy of
 * Pulumi.yaml stands, so the salt of the secrets is written to the copy of the configuration.
 */
export async function initStack(
  instance: Instance,
  stack: string,
  options: PulumiOptions,
): Promise<void> {
  const here = { ...options, cwd: instance.stateDir };
  await explained("the stack could not be made", here, () =>
    pulumi(["stack", "init", stack, "--no-select"], here),
  );
}

/**
 * Brings the cluster to what the program says. Refreshes first, so that what was changed or deleted
 * by hand, or left half done by an update that was killed, is seen. Gives what Pulumi warned of.
 */
export async function updateStack(stack: string, options: PulumiOptions): Promise<string[]> {
  const sure = options.interactive === true ? [] : ["--yes", "--skip-preview"];
  const text = await explained("the update failed", options, () =>
    pulumi(["up", "--stack", stack, "--refresh", ...sure], options),
  );
  return warningsOf(text);
}

export async function previewStack(stack: string, options: PulumiOptions): Promise<void> {
  await explained("the preview failed", options, () =>
    pulumi(["preview", "--stack", stack, "--diff"], options),
  );
}

export async function destroyStack(stack: string, options: PulumiOptions): Promise<void> {
  const sure = options.interactive === true ? [] : ["--yes", "--skip-preview"];
  await explained("the stack could not be destroyed", options, () =>
    pulumi(["destroy", "--stack", stack, ...sure], options),
  );
}

/** The stack's outputs, as `pulumi stack output --json` gives them. */
export async function stackOutputs(stack: string, options: PulumiOptions): Promise<unknown> {
  const args = ["stack", "output", "--json", "--stack", stack];
  const text = await explained("the stack's outputs could not be read", options, () =>
    pulumi(args, { ...options, onLine: undefined }),
  );
  return JSON.parse(text) as unknown;
}

/** The state, its secrets encrypted; `undefined` where the backend has no such stack. */
export async function stackState(
  stack: string,
  options: PulumiOptions,
): Promise<StackState | undefined> {
  // What an interactive command prints goes to the terminal and cannot be read here.
  const quiet = { ...options, interactive: false, onLine: undefined };
  return explained("the stack's state could not be read", options, async () => {
    try {
      return JSON.parse(await pulumi(["stack", "export", "--stack", stack], quiet)) as StackState;
    } catch (error) {
      if (error instanceof CommandError && error.stderr.includes("no stack named"))
        return undefined;
      throw error;
    }
  });
}

async function explained<T>(
  what: string,
  options: PulumiOptions,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    if (options.signal.aborted) {
      throw new UserError("stopped", "run the same command again: it goes on from here");
    }
    const way = `correct what is named, then run the same command again; the log is ${options.log}`;
    throw new UserError(what, way, diagnostics(error));
  }
}
