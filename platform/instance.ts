import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { isBlocked } from "./blockedPorts";
import { UserError } from "./errors";

/**
 * One local deployment of the project with everything that must not be shared between two:
 * cluster, registry, port, state. The default one belongs to the user; `make test` has its own.
 */
export interface Instance {
  /** `tare`, or the value of TARE_INSTANCE. */
  readonly name: string;
  /** Name of the kind cluster; its kubeconfig context is `kind-<clusterName>`. */
  readonly clusterName: string;
  /** Name of the registry's container. */
  readonly registryName: string;
  /** Port of the registry on 127.0.0.1. */
  readonly registryPort: number;
  /** Kubeconfig, passphrase, Pulumi backends, logs of this instance. */
  readonly stateDir: string;
}

/** The user's instance and that of `make test`, which may be up beside each other and beside another one. */
const REGISTRY_PORTS: ReadonlyMap<string, number> = new Map([
  ["tare", 5001],
  ["tare-test", 5011],
]);
const OTHER_REGISTRY_PORT = 5021;

/** Reads TARE_INSTANCE and TARE_REGISTRY_PORT. Throws {@link UserError} on a bad value. */
export function instanceFromEnv(env: NodeJS.ProcessEnv = process.env): Instance {
  const name = env.TARE_INSTANCE ?? "tare";
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(name)) {
    throw new UserError(
      `TARE_INSTANCE ('${name}') must be a lower-case name of at most 31 letters, digits and dashes`,
      "leave it unset for the default, 'tare'",
    );
  }
  return {
    name,
    clusterName: name,
    registryName: `${name}-registry`,
    registryPort: registryPort(name, env.TARE_REGISTRY_PORT),
    stateDir: join(stateHome(env), name),
  };
}

function registryPort(name: string, given: string | undefined): number {
  const otherwise = REGISTRY_PORTS.get(name) ?? OTHER_REGISTRY_PORT;
  if (given === undefined) return otherwise;
  const port = Number(given);
  const inRange = Number.isInteger(port) && port >= 1024 && port <= 65_535;
  if (inRange && !isBlocked(port)) return port;
  const rule = inRange
    ? "a port that web clients connect to: fetch blocks this one, as it is another protocol's"
    : "a port between 1024 and 65535";
  throw new UserError(
    `TARE_REGISTRY_PORT ('${given}') must be ${rule}`,
    `leave it unset for the default, ${otherwise}`,
  );
}

/** Binaries and PULUMI_HOME: kept by `make down`, removed by `make clean`. */
export function dataDir(env: NodeJS.ProcessEnv = process.env): string {
  return join(home(env.XDG_DATA_HOME, ".local/share"), "tare");
}

/** Downloads, build caches, image archives: kept by `make down`, removed by `make clean`. */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  return join(home(env.XDG_CACHE_HOME, ".cache"), "tare");
}

/** Process id and log of a container engine that the project started; shared by all instances. */
export function engineDir(env: NodeJS.ProcessEnv = process.env): string {
  return join(stateHome(env), ".engine"); // No instance can have such a name.
}

function stateHome(env: NodeJS.ProcessEnv): string {
  return join(home(env.XDG_STATE_HOME, ".local/state"), "tare");
}

/** The standard asks that a path which is empty or relative counts as not given. */
function home(given: string | undefined, otherwise: string): string {
  return given !== undefined && isAbsolute(given) ? given : join(homedir(), otherwise);
}
