import { spawnSync } from "node:child_process";
import { join } from "node:path";

/**
 * The given environment with what `./tare env` of a checkout exports into it. Throws with what it
 * says, when its instance has no cluster.
 */
export function exportedEnv(dir: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const script = 'exports=$("$0" env) && eval "$exports" && env -0';
  const shell = spawnSync("sh", ["-c", script, join(dir, "tare")], {
    cwd: dir,
    env,
    encoding: "utf8",
  });
  if (shell.status !== 0) throw new Error(shell.stderr);
  const pairs = shell.stdout.split("\0").filter((line) => line.includes("="));
  return Object.fromEntries(
    pairs.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}
