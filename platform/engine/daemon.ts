import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../errors";
import { run } from "../exec";
import { engineDir } from "../instance";
import type { Progress } from "../progress";
import { cappedRunc } from "../tools/cappedRunc";
import { lacksSysResource } from "./capabilities";

const START_SECONDS = 60;
const STOP_SECONDS = 60;
/** Where dockerd keeps the process id of the containerd that it runs. */
const CONTAINERD_PID = "/var/run/docker/containerd/containerd.pid";

/**
 * Starts the installed engine: by systemd where that is running, else by hand, so that it outlives
 * this process. Throws {@link UserError}.
 */
export async function startDaemon(
  answers: () => Promise<boolean>,
  progress: Progress,
): Promise<void> {
  if (existsSync("/run/systemd/system")) {
    progress.note("starting the container engine with systemctl");
    await run("systemctl", ["start", "docker"], { log: progress.log, signal: progress.signal });
    return waitUntil(answers, () => true, progress);
  }
  if (ownDaemon() !== undefined) {
    progress.note("waiting for the container engine, which another run has started");
    return waitUntil(answers, () => ownDaemon() !== undefined, progress);
  }
  const flags = await runtimeFlags(progress);
  progress.note("starting the container engine (dockerd)");
  rmSync(pidFile(), { force: true });
  // dockerd would wait in vain for a containerd that was ended together with the last dockerd.
  if (isAlive(CONTAINERD_PID, "containerd") === undefined) rmSync(CONTAINERD_PID, { force: true });
  mkdirSync(engineDir(), { recursive: true });
  const log = openSync(logFile(), "a");
  const daemon = spawn("dockerd", ["--pidfile", pidFile(), ...flags], {
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
  });
  let failed = false;
  daemon.on("error", () => (failed = true));
  daemon.on("exit", () => (failed = true));
  daemon.unref();
  await waitUntil(answers, () => !failed, progress);
}

/** The process id of the engine that the project started, where it still runs. */
export function ownDaemon(): number | undefined {
  return isAlive(pidFile(), "dockerd");
}

/** The process that a file names, if it still is the program it was; a zombie is not. */
function isAlive(file: string, program: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const alive = status.startsWith(`Name:\t${program}\n`) && !/^State:\tZ/m.test(status);
    return alive ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Stops the engine that the project started; says whether there was one. */
export async function stopOwnDaemon(): Promise<boolean> {
  const pid = ownDaemon();
  if (pid === undefined) return false;
  process.kill(pid, "SIGTERM");
  for (let tenths = 0; tenths < STOP_SECONDS * 10; tenths++) {
    if (ownDaemon() === undefined) return true;
    await sleep(100);
  }
  throw new UserError(
    `the container engine (process ${pid}) did not stop within ${STOP_SECONDS} s`,
    `read ${logFile()}, then 'kill ${pid}'`,
  );
}

async function runtimeFlags(progress: Progress): Promise<readonly string[]> {
  if (!lacksSysResource()) return [];
  const launcher = await cappedRunc(progress);
  return ["--add-runtime", `capped-runc=${launcher}`, "--default-runtime", "capped-runc"];
}

async function waitUntil(
  answers: () => Promise<boolean>,
  alive: () => boolean,
  progress: Progress,
): Promise<void> {
  const end = Date.now() + START_SECONDS * 1_000;
  while (Date.now() < end && alive()) {
    if (await answers()) return;
    await sleep(500, undefined, { signal: progress.signal });
  }
  if (await answers()) return; // Another process may have started it in the meantime.
  throw new UserError(
    "the container engine was started but does not answer",
    `read the end of ${existsSync(logFile()) ? logFile() : "'journalctl -u docker'"}`,
    lastProblem(),
  );
}

function lastProblem(): string | undefined {
  if (!existsSync(logFile())) return undefined;
  const lines = readFileSync(logFile(), "utf8").trimEnd().split("\n");
  return lines.findLast((line) => /level=(error|fatal)|failed/.test(line)) ?? lines.at(-1);
}

function pidFile(): string {
  return join(engineDir(), "dockerd.pid");
}

function logFile(): string {
  return join(engineDir(), "dockerd.log");
}
