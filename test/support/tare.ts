import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { exportedEnv } from "./exportedEnv";

export interface Outcome {
  readonly code: number | null;
  /** Standard output and standard error, as they came. */
  readonly output: string;
  readonly seconds: number;
}

/** One instance as the tests drive it: the command line of a checkout, and what stands behind it. */
export class Driver {
  private readonly env: NodeJS.ProcessEnv;
  private shellEnv: NodeJS.ProcessEnv | undefined;

  constructor(
    private readonly dir: string,
    instance: string,
  ) {
    this.env = { ...process.env, TARE_INSTANCE: instance, NO_COLOR: "1", CI: "true" };
  }

  /** Runs `./tare <args>` and waits for its end. */
  tare(...args: string[]): Outcome {
    return this.sync(join(this.dir, "tare"), args, this.env);
  }

  /** Runs a tool with what `./tare env` exports. */
  tool(program: string, ...args: string[]): Outcome {
    return this.sync(program, args, this.exported());
  }

  kubectl(...args: string[]): Outcome {
    const kubeconfig = this.exported().TARE_KUBECONFIG ?? "";
    return this.tool("kubectl", "--kubeconfig", kubeconfig, ...args);
  }

  /** Resource type and operation of every step that `pulumi preview` plans, except `same`. */
  planned(): string[] {
    const preview = this.tool("pulumi", "preview", "--stack", "dev", "--json");
    const start = preview.output.indexOf("{");
    if (preview.code !== 0 || start < 0) throw new Error(preview.output);
    const plan = JSON.parse(preview.output.slice(start)) as {
      steps: { op: string; urn: string }[];
    };
    return plan.steps
      .filter(({ op }) => op !== "same" && op !== "read")
      .map(({ op, urn }) => `${op} ${urn.split("::").slice(-2).join(" ")}`)
      .sort();
  }

  /** Starts `./tare <args>` in a process group of its own. */
  start(...args: string[]): { pid: number; ended: Promise<Outcome> } {
    const begin = Date.now();
    const child = spawn(join(this.dir, "tare"), args, {
      cwd: this.dir,
      env: this.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (text: Buffer) => (output += text.toString()));
    child.stderr.on("data", (text: Buffer) => (output += text.toString()));
    const ended = new Promise<Outcome>((resolve) => {
      child.on("close", (code) => resolve({ code, output, seconds: (Date.now() - begin) / 1000 }));
    });
    return { pid: child.pid ?? -1, ended };
  }

  private exported(): NodeJS.ProcessEnv {
    this.shellEnv ??= exportedEnv(this.dir, this.env);
    return this.shellEnv;
  }

  private sync(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Outcome {
    const begin = Date.now();
    const result = spawnSync(program, args, {
      cwd: this.dir,
      env,
      encoding: "utf8",
      maxBuffer: 64 * 2 ** 20,
      timeout: 30 * 60_000,
    });
    const output = `${result.stdout}${result.stderr}${result.error?.message ?? ""}`;
    return { code: result.status, output, seconds: (Date.now() - begin) / 1000 };
  }
}

/** Ids of the direct children of `pid` whose command line holds `text`, read from /proc. */
export function childrenOf(pid: number, text: string): number[] {
  return processes()
    .filter((name) => idsOf(name).parent === pid && read(name, "cmdline").includes(text))
    .map(Number);
}

/** Ids of all that {@link Driver.start} has started and that still runs. */
export function sessionOf(pid: number): number[] {
  return processes()
    .filter((name) => idsOf(name).session === pid)
    .map(Number);
}

function processes(): string[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
}

function idsOf(pid: string): { readonly parent: number; readonly session: number } {
  const stat = read(pid, "stat"); // pid (name) state parent group session ...; the name may hold anything
  const [, parent, , session] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { parent: Number(parent), session: Number(session) };
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8").replaceAll("\0", " ");
  } catch {
    return ""; // It ended in between.
  }
}
