import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpus } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Load, type LoadTool, type Said } from "./loadTools";
import { root } from "./scratchStack";

const PORT = 18_470;
export const URL = `http://127.0.0.1:${PORT}/`;

/** One run of one generator. */
export interface Slice extends Said {
  /** CPU time of the whole process, in microseconds for each request. */
  readonly cpuMicros: number;
}

/** Compiles what is measured as the images do; gives the folder of the programs. */
export function build(): string {
  const options = { cwd: join(root, "services"), encoding: "utf8" } as const;
  const cargo = (...args: string[]): string => execFileSync("cargo", args, options);
  cargo("build", "--locked", "--profile", "abort", "-p", "loadgen", "-p", "reference");
  const metadata = cargo("metadata", "--format-version", "1", "--no-deps", "--locked");
  return join((JSON.parse(metadata) as { target_directory: string }).target_directory, "abort");
}

/** Runs `measure` while the reference server answers on the last core, with one worker. */
export async function withServer(
  folder: string,
  measure: (pid: number) => Promise<void>,
): Promise<void> {
  const core = String(cpus().length - 1);
  const server = spawn("taskset", ["-c", core, join(folder, "reference")], {
    env: { PORT: String(PORT), WORKERS: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (server.pid === undefined) throw new Error("taskset (of util-linux) cannot be started");
  try {
    await Promise.race([once(server.stdout, "data"), once(server, "exit")]);
    if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
    await measure(server.pid);
  } finally {
    server.kill("SIGTERM");
  }
}

/** Runs a generator on the first core. bash times it: Node does not tell the CPU time of a child. */
export async function slice(folder: string, tool: LoadTool, load: Load): Promise<Slice> {
  const program = tool.name === "loadgen" ? join(folder, tool.program) : tool.program;
  const command = ["taskset", "-c", "0", program, ...tool.arguments(load)];
  const script = 'TIMEFORMAT="%U %S"; time "$@"';
  const { stdout, stderr } = await promisify(execFile)("bash", ["-c", script, "bash", ...command], {
    env: { ...process.env, LC_ALL: "C" },
    maxBuffer: 2 ** 24,
  });
  const [user = NaN, system = NaN] = (stderr.trimEnd().split("\n").at(-1) ?? "")
    .split(" ")
    .map(Number);
  const said = tool.read(stdout);
  if (said.errors > 0) throw new Error(`${tool.name} counted ${said.errors} errors\n${stdout}`);
  return { ...said, cpuMicros: ((user + system) * 1e6) / said.requests };
}

/** The tool that the others are held against. Throws, with the way out, where it is not installed. */
export function wrkOf(tools: readonly LoadTool[]): LoadTool {
  const wrk = found(tools).find(({ name }) => name === "wrk");
  if (wrk !== undefined) return wrk;
  throw new Error("wrk is not installed: apt-get install wrk, or put it into PATH");
}

/** The tools that are there. */
export function found(tools: readonly LoadTool[]): readonly LoadTool[] {
  const there = ({ program }: LoadTool): boolean => {
    try {
      execFileSync("sh", ["-c", 'command -v "$1"', "sh", program], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  };
  return tools.filter((tool) => tool.name === "loadgen" || there(tool));
}
