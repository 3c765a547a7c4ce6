import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type PartCommand } from "../parts";
import { countsOf, type JestSummary } from "./result";

const root = resolve(__dirname, "../..");

/** Runs one command of a part with its output on this terminal, and counts its tests. */
export async function runCommand(
  command: PartCommand,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<{ passed: number; failed: number }> {
  if (command.kind === "script") {
    const ok = await shown("npm", ["run", "--silent", command.script], env, signal);
    return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  }
  const folder = mkdtempSync(join(tmpdir(), "tare-jest-"));
  const file = join(folder, "result.json");
  // Without the number, jest leaves one core free: of two cores, that is half of the speed.
  const workers = command.everyCore === true ? ["--maxWorkers=100%"] : [];
  const options = ["--json", `--outputFile=${file}`, "--passWithNoTests", ...workers];
  const jest = ["jest", `--selectProjects=${command.project}`, ...options];
  const endedWell = await shown("npx", jest, env, signal);
  const counts = countsOf(readSummary(file), endedWell);
  rmSync(folder, { recursive: true, force: true });
  return counts;
}

/** Whether a program ended well. Its standard output is not wanted: jest puts its JSON there. */
export function shown(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((end) => {
    const quiet = args.includes("--json");
    const stdio = ["ignore", quiet ? "ignore" : "inherit", "inherit"] as const;
    const child = spawn(program, args, { cwd: root, env, stdio: [...stdio], signal });
    child.on("error", () => end(false));
    child.on("close", (code) => end(code === 0));
  });
}

function readSummary(file: string): JestSummary | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as JestSummary;
  } catch {
    return undefined;
  }
}
