import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { CommandError, openLog } from "../exec";
import { withoutAutomaticLog } from "../tools/automaticLog";
import { PROJECT_DIR } from "../tools/versions";
import { endAbandoned, MARK } from "./abandoned";

export interface PulumiOptions {
  /** From `toolEnv`. */
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
  /** First Ctrl-C: Pulumi is told once, finishes what is under way and saves its state. */
  readonly signal: AbortSignal;
  /** Second Ctrl-C: it is ended at once; the next `up` repairs what that leaves. */
  readonly force?: AbortSignal;
  /** @default - the work tree */
  readonly cwd?: string;
  readonly onLine?: (line: string) => void;
  /** Leaves the terminal to Pulumi: it shows its preview and asks. @default false */
  readonly interactive?: boolean;
}

/**
 * Runs the Pulumi CLI in a process group of its own, so that the terminal's Ctrl-C does not reach
 * it a second time beside the one it gets from here: two would make it drop its state. Gives its
 * standard output; throws {@link CommandError}. What an engine that was killed leaves behind is ended,
 * after this one and before, where the command line was killed with it.
 */
export function pulumi(args: readonly string[], options: PulumiOptions): Promise<string> {
  const { env, interactive = false } = options;
  const plain = interactive ? [] : ["--non-interactive", "--color", "never"];
  const command = ["pulumi", ...args].join(" ");
  const log = openLog(options.log, command);
  withoutAutomaticLog(env);
  endAbandoned();
  const child = spawn("pulumi", [...args, ...plain], {
    cwd: options.cwd ?? PROJECT_DIR,
    env: { ...process.env, ...env, [MARK]: "1" },
    detached: !interactive,
    stdio: interactive ? "inherit" : ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    const stream = child[name];
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      text[name] += `${line}\n`;
      log.write(`${line}\n`);
      if (!isFiller(line)) options.onLine?.(line.trim());
    });
  }
  const unhook = hookSignals(child, options);

  return new Promise((resolve, reject) => {
    const end = (code: number | null, more: string): void => {
      unhook();
      log.end(() => {
        if (code === 0) resolve(text.stdout);
        else reject(new CommandError(command, code, text.stdout, text.stderr + more, options.log));
      });
    };
    child.on("error", (error) => end(null, error.message));
    child.on("close", (code, signal) => {
      if (signal !== null) endAbandoned();
      end(code, signal ? `ended by ${signal}\n` : "");
    });
  });
}

/** Pulumi's sign of life, `@ updating....`, says nothing that the elapsed time does not. */
function isFiller(line: string): boolean {
  return /^(@ \w+\.*)?$/.test(line.trim());
}

function hookSignals(child: ReturnType<typeof spawn>, options: PulumiOptions): () => void {
  const { interactive = false, signal, force } = options;
  const interrupt = (): void => void child.kill("SIGINT");
  const kill = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // All of them have ended already.
    }
  };
  if (interactive) return () => undefined; // The terminal tells Pulumi itself.
  if (signal.aborted) interrupt();
  signal.addEventListener("abort", interrupt);
  force?.addEventListener("abort", kill);
  return () => {
    signal.removeEventListener("abort", interrupt);
    force?.removeEventListener("abort", kill);
  };
}

/** The warnings among the diagnostics of what Pulumi printed, each once. */
export function warningsOf(text: string): string[] {
  const start = text.lastIndexOf("\nDiagnostics:");
  if (start < 0) return [];
  const said = [...text.slice(start).matchAll(/^\s+warning: (.+)$/gm)].map(
    ([, warning]) => warning,
  );
  return [...new Set(said)];
}

/** What Pulumi said went wrong: its diagnostics, or else the end of what it printed. */
export function diagnostics(error: CommandError): string {
  const text = `${error.stdout}\n${error.stderr}`.trim();
  const start = text.lastIndexOf("\nDiagnostics:");
  const part = start < 0 ? text.split("\n").slice(-15) : text.slice(start + 1).split("\n");
  const kept = part.slice(0, 40).join("\n").trimEnd();
  return part.length > 40 ? `${kept}\n  ... (the rest is in the log)` : kept;
}
