import type { PodComparison } from "../components/benchmark/podComparison";
import type { WorkloadArgs } from "../components/workloads/webServiceArgs";

/** The servers that are compared, in the order in which they are measured. */
export const CONTESTANTS = ["hyperlane", "tokio", "rocket", "rust-std", "node-std"] as const;

/** A minimal server of the project's own, to which every figure is a ratio. */
export const YARDSTICK = "reference";

export type ServerName = (typeof CONTESTANTS)[number] | typeof YARDSTICK;

/** The same for each, so that nothing but the server differs; none is told any setting. */
const SIZE: WorkloadArgs = {
  cpu: { cores: 2, request: "10 mCPU" },
  memory: { limit: "512 MiB", request: "64 MiB" },
};

export const SERVERS: Readonly<Record<ServerName, WorkloadArgs>> = {
  hyperlane: SIZE,
  tokio: SIZE,
  rocket: SIZE,
  "rust-std": SIZE,
  "node-std": { ...SIZE, runtime: "node" },
  reference: SIZE,
};

/** A server of the user's own gets what each of the others gets. */
export function sizeOf(name: string): WorkloadArgs {
  return Object.hasOwn(SERVERS, name) ? SERVERS[name as ServerName] : SIZE;
}

/**
 * What a core of one's own is worth to a server, beside as much time on cores that all share. On demand,
 * since it takes a minute: `./tare bench frameworks --subjects exclusive-core` measures it.
 */
export const EXCLUSIVE_CORE: Omit<PodComparison, "server"> & { readonly server: ServerName } = {
  name: "exclusive-core",
  server: "tokio",
  onDemand: true,
  variants: [
    {
      name: "shared",
      cpu: { cores: 1, request: "10 mCPU" },
      memory: { limit: "256 MiB", request: "64 MiB" },
    },
    { name: "exclusive", cpu: { cores: 1, exclusive: true }, memory: { limit: "256 MiB" } },
  ],
};
