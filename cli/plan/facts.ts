import { existsSync, readdirSync, statfsSync } from "node:fs";
import { availableParallelism, freemem, totalmem } from "node:os";
import { join } from "node:path";
import { type ContainerState, containerState } from "../../platform/container";
import { engineInfo } from "../../platform/engine";
import { tryRun } from "../../platform/exec";
import { cacheDir, dataDir, type Instance } from "../../platform/instance";
import { portHolder } from "../../platform/portHolder";
import { recordedCluster } from "../../platform/stack/clusterRecord";
import { hasStack } from "../../platform/stack/stack";
import { TOOLS, type ToolName } from "../../platform/tools/catalogue";
import { keptTools, plannedSource, type Resolved } from "../../platform/tools/resolve";

/** What is known of the machine before the first action, all of it read without changing anything. */
export interface Facts {
  readonly tools: Partial<Record<ToolName, Resolved>>;
  /** By which way missing tools and images will come. */
  readonly source: "download" | "build";
  readonly engine: "answers" | "stopped" | "absent";
  readonly cluster: ContainerState;
  readonly registry: ContainerState;
  /** Whether the environment's stack has been made on this cluster. */
  readonly stack: boolean;
  /** What holds the registry's port, where it is not the registry. */
  readonly registryPortHolder: string | undefined;
  /** Whether images made earlier lie in the cache. */
  readonly imagesCached: boolean;
  readonly goPresent: boolean;
  readonly rustPresent: boolean;
  readonly cores: number;
  readonly freeMemoryGb: number;
  readonly disks: readonly Disk[];
}

export interface Disk {
  readonly path: string;
  readonly freeGb: number;
}

/** Looks at the machine. Asks the network only where a tool is missing. */
export async function gatherFacts(instance: Instance, environment: string): Promise<Facts> {
  const record = recordedCluster(instance);
  const names = TOOLS.map(({ name }) => name);
  const [tools, engine] = await Promise.all([keptTools(names), engineState()]);
  const missing = names.some((name) => tools[name] === undefined);
  const built = Object.values(tools).some(({ source }) => source === "build");
  const registry = await containerState(instance.registryName);
  return {
    tools,
    source: missing ? await plannedSource() : built ? "build" : "download",
    engine,
    cluster: await containerState(`${instance.clusterName}-control-plane`),
    registry,
    stack: record !== undefined && hasStack(instance, record.uid, environment),
    registryPortHolder:
      registry === "running" ? undefined : await portHolder(instance.registryPort),
    imagesCached: filesIn(join(cacheDir(), "images")) > 0,
    goPresent: (await tryRun("go", ["version"], { timeout: 10_000 })) !== undefined,
    rustPresent: (await tryRun("rustc", ["--version"], { timeout: 10_000 })) !== undefined,
    cores: availableParallelism(),
    freeMemoryGb: availableMemory() / 2 ** 30,
    disks: [dataDir(), cacheDir(), "/var/lib"].map(freeDisk).filter(isFirstOfItsDisk),
  };
}

async function engineState(): Promise<Facts["engine"]> {
  if ((await engineInfo()) !== undefined) return "answers";
  return (await tryRun("docker", ["--version"], { timeout: 5_000 })) ? "stopped" : "absent";
}

/** Only Linux counts as free what caches would give back; elsewhere all memory is taken for free. */
function availableMemory(): number {
  return process.platform === "linux" ? freemem() : totalmem();
}

function freeDisk(path: string): Disk {
  let existing = path;
  while (!existsSync(existing)) existing = join(existing, "..");
  const { bavail, bsize } = statfsSync(existing);
  return { path, freeGb: (bavail * bsize) / 1e9 };
}

function isFirstOfItsDisk(disk: Disk, index: number, all: readonly Disk[]): boolean {
  const same = (other: Disk): boolean => Math.abs(other.freeGb - disk.freeGb) < 0.01;
  return all.findIndex(same) === index;
}

function filesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).filter((name) => name.endsWith(".tar")).length;
}
