import { UserError } from "../../platform/errors";
import { type Instance } from "../../platform/instance";
import { type Facts } from "./facts";
import { type PlanLine } from "./plan";

const LEAST_MEMORY_GB = 3;

/** Everything that would stop `up` later, found before it begins; all of it at once. */
export function preflightProblems(
  facts: Facts,
  lines: readonly PlanLine[],
  instance: Pick<Instance, "registryPort">,
): UserError[] {
  return [
    ...diskProblems(facts, lines),
    ...memoryProblems(facts),
    ...portProblems(facts, instance.registryPort),
    ...goProblems(facts, lines),
    ...rustProblems(facts, lines),
  ];
}

function diskProblems({ disks }: Facts, lines: readonly PlanLine[]): UserError[] {
  const needed = Math.ceil(lines.reduce((sum, line) => sum + line.gigabytes, 0)) + 1;
  return disks
    .filter(({ freeGb }) => freeGb < needed)
    .map(
      ({ path, freeGb }) =>
        new UserError(
          `the disk of ${path} has ${freeGb.toFixed(1)} GB free, and up to ${needed} GB are needed`,
          "free some space, or point XDG_DATA_HOME and XDG_CACHE_HOME to a larger disk",
        ),
    );
}

function memoryProblems({ freeMemoryGb, cluster }: Facts): UserError[] {
  if (cluster === "running" || freeMemoryGb >= LEAST_MEMORY_GB) return [];
  const free = freeMemoryGb.toFixed(1);
  return [
    new UserError(
      `${free} GB of memory are free, and the cluster needs ${LEAST_MEMORY_GB} GB`,
      "end other programs",
    ),
  ];
}

function portProblems({ registryPortHolder }: Facts, port: number): UserError[] {
  if (registryPortHolder === undefined) return [];
  return [
    new UserError(
      `port ${port} on 127.0.0.1 is held by ${registryPortHolder}, and the registry needs it`,
      "end what holds it, or set TARE_REGISTRY_PORT to another port",
    ),
  ];
}

function goProblems(facts: Facts, lines: readonly PlanLine[]): UserError[] {
  const builds = lines.some(({ part, text }) => part === "tools" && text.startsWith("build"));
  if (!builds || facts.goPresent) return [];
  return [
    new UserError(
      "the official downloads cannot be reached, and Go is not installed to build the tools",
      "install Go 1.26 or newer (https://go.dev/doc/install), or set TARE_MIRROR to a mirror of the releases",
    ),
  ];
}

function rustProblems({ rustPresent }: Facts, lines: readonly PlanLine[]): UserError[] {
  const makes = lines.some(({ part, text }) => part === "bases" && text.startsWith("make"));
  if (!makes || rustPresent) return [];
  return [
    new UserError(
      "no image registry can be reached, and Rust is not installed to make the image that builds the servers",
      "install Rust 1.95 or newer (https://rustup.rs), or make an image registry reachable",
    ),
  ];
}
