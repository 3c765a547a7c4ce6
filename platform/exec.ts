import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";

export interface RunOptions {
  readonly cwd?: string;
  /** Added to the environment of this process; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Text for standard input; without it standard input is closed. */
  readonly input?: string;
  /** File to which both streams are appended. */
  readonly log?: string;
  /** Called with each complete line of either stream, for progress. */
  readonly onLine?: (line: string) => void;
  /** Ends the command with SIGTERM, then SIGKILL 5 s later. */
  readonly signal?: AbortSignal;
  /** Milliseconds until the command is ended and counted as failed. @default - no limit */
  readonly timeout?: number;
}

export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that could not start, was ended, or left a code other than 0. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    readonly command: string,
    /** `null` when a signal or the time limit ended it. */
    readonly code: number | null,
    readonly stdout: string,
    readonly stderr: string,
    readonly log?: string,
  ) {
    super(`${command}: ${lastLine(stderr) ?? lastLine(stdout) ?? `exit code ${code}`}`);
  }
}

/** Runs one program without a shell and collects what it prints. Throws {@link CommandError}. */
export function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const command = [program, ...args].join(" ");
  const log = options.log === undefined ? undefined : openLog(options.log, command);
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: mergedEnv(options.env),
    stdio: ["pipe", "pipe", "pipe"],
  });
  const out = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8");
    const lines = lineSplitter(options.onLine);
    child[name].on("data", (text: string) => {
      out[name] += text;
      log?.write(text);
      lines(text);
    });
  }
  child.stdin.on("error", () => undefined); // The program may end before it reads its input.
  child.stdin.end(options.input);
  const stop = endOn(child, options);

  return new Promise((resolve, reject) => {
    const fail = (code: number | null, stderr: string): void =>
      reject(new CommandError(command, code, out.stdout, stderr, options.log));
    child.on("error", (error) => {
      stop();
      fail(null, error.message);
    });
    child.on("close", (code, signal) => {
      stop();
      const settle = (): void => {
        if (code === 0) resolve(out);
        else fail(code, out.stderr || (signal ? `ended by ${signal}` : ""));
      };
      if (log === undefined) settle();
      else log.end(settle); // Whoever is told to read the log finds all of it.
    });
  });
}

/** Like {@link run}, but answers `undefined` where the program fails or does not exist. */
export async function tryRun(
  program: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<RunResult | undefined> {
  try {
    return await run(program, args, options);
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}

function mergedEnv(more: RunOptions["env"]): NodeJS.ProcessEnv {
  const env = { ...process.env, ...more };
  for (const [name, value] of Object.entries(env)) if (value === undefined) delete env[name];
  return env;
}

/** Opens a log to append to, which begins with the command. */
export function openLog(path: string, command: string): NodeJS.WritableStream {
  mkdirSync(dirname(path), { recursive: true });
  const log = createWriteStream(path, { flags: "a" });
  log.on("error", () => undefined); // On a full disk the command itself says what is wrong.
  log.write(`$ ${command}\n`);
  return log;
}

function lineSplitter(onLine: RunOptions["onLine"]): (text: string) => void {
  let rest = "";
  return (text) => {
    if (onLine === undefined) return;
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") onLine(line);
  };
}

function endOn(child: ReturnType<typeof spawn>, options: RunOptions): () => void {
  let killer: NodeJS.Timeout | undefined;
  const end = (): void => {
    child.kill("SIGTERM");
    killer ??= setTimeout(() => child.kill("SIGKILL"), 5_000);
  };
  const timer = options.timeout === undefined ? undefined : setTimeout(end, options.timeout);
  if (options.signal?.aborted) end();
  options.signal?.addEventListener("abort", end);
  return () => {
    clearTimeout(timer);
    clearTimeout(killer);
    options.signal?.removeEventListener("abort", end);
  };
}

function lastLine(text: string): string | undefined {
  return text.trimEnd().split("\n").at(-1)?.trim() || undefined;
}
