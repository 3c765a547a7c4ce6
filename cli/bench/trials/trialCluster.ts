import { CommandError, run, type RunOptions } from "../../../platform/exec";
import { type KubectlTarget } from "../../reporting/jobLog";
import { EVENT_TEMPLATE } from "./watchEvent";

/** A namespaced object. */
export interface Place {
  /** As kubectl names it: `pod`, `deployment`, `statefulset`. */
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** What trials ask of the cluster. */
export interface TrialCluster {
  /** As the cluster has it; `undefined` when there is none. */
  readonly read: (place: Place) => Promise<unknown>;
  readonly create: (manifest: object) => Promise<void>;
  /** A merge patch; what is `null` goes. */
  readonly patch: (place: Place, change: object, signal?: AbortSignal) => Promise<void>;
  /** Asks the eviction API. `false`: the budget does not allow it now. */
  readonly evict: (namespace: string, pod: string) => Promise<boolean>;
  /** Waits until a pod's phase is that; throws {@link CommandError} otherwise. */
  readonly phase: (place: Place, phase: string, seconds: number) => Promise<void>;
  readonly log: (place: Place) => Promise<string>;
  readonly remove: (place: Place, signal?: AbortSignal) => Promise<void>;
  /** Removes all pods of a namespace that carry a label. */
  readonly removeLabelled: (namespace: string, label: string) => Promise<void>;
  /** The first object of a kind with that label, as `name=value`; `undefined` when there is none. */
  readonly find: (kind: string, namespace: string, label: string) => Promise<unknown>;
  /** Follows all objects of a kind until `stop`; ends early only where the cluster ends it. */
  readonly watch: (
    kind: string,
    namespace: string,
    onLine: (line: string) => void,
    stop: AbortSignal,
  ) => Promise<void>;
}

const SHORT = 30_000;

export function kubectlTrialCluster(
  target: KubectlTarget,
  signal: AbortSignal,
  log: string,
): TrialCluster {
  const kubectl = (args: readonly string[], options: RunOptions = {}) =>
    run("kubectl", [...target, ...args], { signal, timeout: SHORT, log, ...options });
  const at = ({ kind, name, namespace }: Place) => [kind, name, "-n", namespace];
  return {
    read: async (place) => {
      const args = ["get", ...at(place), "--ignore-not-found", "-o", "json"];
      const { stdout } = await kubectl(args, { log: undefined });
      return stdout.trim() === "" ? undefined : (JSON.parse(stdout) as unknown);
    },
    create: async (manifest) => {
      await kubectl(["create", "-f", "-"], { input: JSON.stringify(manifest) });
    },
    patch: async (place, change, stop = signal) => {
      const args = ["patch", ...at(place), "--type=merge", "-p", JSON.stringify(change)];
      await kubectl(args, { signal: stop });
    },
    evict: (namespace, pod) => evict(namespace, pod, kubectl),
    phase: async (place, phase, seconds) => {
      const wanted = [`--for=jsonpath={.status.phase}=${phase}`, `--timeout=${seconds}s`];
      await kubectl(["wait", ...at(place), ...wanted], { timeout: seconds * 1_000 + SHORT });
    },
    log: async ({ name, namespace }) =>
      (await kubectl(["logs", name, "-n", namespace], { log: undefined })).stdout,
    remove: async (place, stop = signal) => {
      const args = ["delete", ...at(place), "--ignore-not-found", "--wait"];
      await kubectl(args, { signal: stop });
    },
    removeLabelled: async (namespace, label) => {
      await kubectl(["delete", "pods", "-n", namespace, "-l", label, "--wait"]);
    },
    find: async (kind, namespace, label) => {
      const args = ["get", kind, "-n", namespace, "-l", label, "-o", "json"];
      const { stdout } = await kubectl(args, { log: undefined });
      return (JSON.parse(stdout) as { items: readonly unknown[] }).items.at(0);
    },
    watch: async (kind, namespace, onLine, stop) => {
      const how = ["--watch", "--output-watch-events", "-o", EVENT_TEMPLATE];
      await run("kubectl", [...target, "get", kind, "-n", namespace, ...how], {
        onLine,
        signal: stop,
      });
    },
  };
}

/** The answer of the API to an eviction that a budget forbids, status 429, as kubectl tells it. */
const NOT_NOW = /\(TooManyRequests\)|disruption budget/;

async function evict(
  namespace: string,
  pod: string,
  kubectl: (args: readonly string[], options: RunOptions) => Promise<unknown>,
): Promise<boolean> {
  const path = `/api/v1/namespaces/${namespace}/pods/${pod}/eviction`;
  const metadata = { name: pod, namespace };
  const eviction = { apiVersion: "policy/v1", kind: "Eviction", metadata };
  try {
    await kubectl(["create", "--raw", path, "-f", "-"], { input: JSON.stringify(eviction) });
    return true;
  } catch (error) {
    if (error instanceof CommandError && NOT_NOW.test(error.stderr)) return false;
    throw error;
  }
}
