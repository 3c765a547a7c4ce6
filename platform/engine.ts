import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { canInstallPackages, installPackages } from "./apt";
import { ownDaemon, startDaemon, stopOwnDaemon } from "./engine/daemon";
import { decideEngine, type EngineFacts } from "./engine/decision";
import { UserError } from "./errors";
import { CommandError, run, tryRun } from "./exec";
import { engineDir } from "./instance";
import type { Progress } from "./progress";
import { binDir } from "./tools/folders";
import { withLock } from "./tools/lock";

/** The container engine in use. */
export interface EngineInfo {
  readonly version: string;
  /** cgroup version of the machine that the engine runs on. */
  readonly cgroupVersion: 1 | 2;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** True where the project started the engine, so that it is the project's to stop. */
  readonly startedHere: boolean;
}

const ANSWER_MILLISECONDS = 20_000;
const DEBIAN_CLIENT = "/usr/bin/docker";

/**
 * Sees to it that a container engine answers: uses the one that does, starts the one that is
 * stopped, or, as root on Debian and Ubuntu, installs and starts one, saying so. Throws
 * {@link UserError} with the way out where none of these is possible.
 */
export async function ensureEngine(progress: Progress): Promise<EngineInfo> {
  const there = await engineInfo();
  if (there !== undefined) return there;
  await withLock(engineDir(), "starts the container engine", progress, () => bringUp(progress));
  const info = await engineInfo();
  if (info !== undefined) return info;
  throw new UserError("the container engine does not answer", "see what 'docker info' says");
}

async function bringUp(progress: Progress): Promise<void> {
  const decision = decideEngine(await gatherFacts());
  if (decision.kind === "use") return; // Another run has just started it.
  if (decision.kind === "impossible") throw new UserError(decision.what, decision.way);
  if (decision.kind === "install") await install(progress);
  await startDaemon(async () => (await ask()).answer !== "no", progress);
}

/** What the engine says about itself; `undefined` where none answers. */
export async function engineInfo(): Promise<EngineInfo | undefined> {
  const { answer, text } = await ask();
  if (answer !== "yes") return undefined;
  const info = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return {
    version: String(info.ServerVersion),
    cgroupVersion: String(info.CgroupVersion) === "2" ? 2 : 1,
    cpus: Number(info.NCPU),
    memoryBytes: Number(info.MemTotal),
    startedHere: ownDaemon() !== undefined,
  };
}

/** Stops the engine that the project started, with its containers; says whether there was one. */
export async function stopEngine(): Promise<boolean> {
  return stopOwnDaemon();
}

async function gatherFacts(): Promise<EngineFacts> {
  const { answer } = await ask();
  const elsewhere = await foreignEngine();
  return {
    answer,
    ...(elsewhere === undefined ? {} : { elsewhere }),
    linux: process.platform === "linux",
    root: process.getuid?.() === 0,
    canInstall: canInstallPackages(),
    daemonInstalled: (await tryRun("dockerd", ["--version"])) !== undefined,
  };
}

async function ask(): Promise<{ readonly answer: EngineFacts["answer"]; readonly text: string }> {
  try {
    const options = { timeout: ANSWER_MILLISECONDS };
    const { stdout } = await run("docker", ["info", "--format", "{{json .}}"], options);
    // Older clients print the error and leave with 0.
    return { answer: stdout.includes('"ServerVersion":""') ? "no" : "yes", text: stdout };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const text = error.stdout + error.stderr;
    if (/too new/.test(text) && useDebianClient()) return ask();
    return { answer: /permission denied/i.test(text) ? "denied" : "no", text };
  }
}

/**
 * A client much newer than Debian's engine refuses it. The client of the engine's own package then
 * takes its place for the project's commands.
 */
function useDebianClient(): boolean {
  const path = (process.env.PATH ?? "").split(delimiter);
  const link = join(binDir(), "docker");
  if (!existsSync(DEBIAN_CLIENT) || (existsSync(link) && path[0] === binDir())) return false;
  mkdirSync(binDir(), { recursive: true });
  if (!existsSync(link)) symlinkSync(DEBIAN_CLIENT, link);
  process.env.PATH = [binDir(), ...path].join(delimiter);
  return true;
}

async function foreignEngine(): Promise<string | undefined> {
  const host = process.env.DOCKER_HOST;
  if (host !== undefined && host !== "") return host;
  const context = (await tryRun("docker", ["context", "show"]))?.stdout.trim();
  return context === undefined || context === "" || context === "default" ? undefined : context;
}

async function install(progress: Progress): Promise<void> {
  await installPackages(["docker.io", "iptables"], progress);
  if ((await tryRun("docker", ["--version"])) === undefined) {
    await installPackages(["docker-cli"], progress); // A package of its own from Debian 13 on.
  }
}
