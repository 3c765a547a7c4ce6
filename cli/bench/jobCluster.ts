import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { UserError } from "../../platform/errors";
import { CommandError, run, type RunOptions } from "../../platform/exec";
import { type Progress } from "../../platform/progress";
import { jobLog, type JobLog, type JobPlace, type KubectlTarget } from "../reporting/jobLog";
import { type NewJob } from "./derivedJob";

/** `gone`: there is none, or there is none any more. */
export type JobState = "running" | "complete" | "failed" | "gone";

/** What `bench` asks of the cluster. */
export interface JobCluster {
  /** The Job as the cluster has it; `undefined` when it has none of this name. */
  readonly read: (place: JobPlace) => Promise<unknown>;
  /** A ConfigMap as the cluster has it; `undefined` when it has none of this name. */
  readonly readConfigMap: (name: string, namespace: string) => Promise<unknown>;
  /** Names of the Jobs of a namespace that have not ended. */
  readonly running: (namespace: string) => Promise<readonly string[]>;
  readonly create: (job: NewJob) => Promise<void>;
  /** Waits for the end of a Job. Costs the machine nothing meanwhile. */
  readonly ended: (place: JobPlace) => Promise<Exclude<JobState, "running">>;
  readonly log: (place: JobPlace) => Promise<JobLog>;
  /** Removes a Job and waits until its pod has gone too. One that is not there is removed already. */
  readonly remove: (place: JobPlace, signal?: AbortSignal) => Promise<void>;
}

const SHORT = 30_000;
/** A pod has 30 s to end. */
const REMOVAL = 90_000;

/** A busy cluster may drop a watch; the Job goes on meanwhile. */
const MAX_FAULTS = 5;

const BETWEEN_WATCHES = 2_000;

const CONDITIONS = '.status.conditions[?(@.status=="True")].type';

export function kubectlCluster(target: KubectlTarget, progress: Progress): JobCluster {
  const { signal, log } = progress;
  const kubectl = (args: readonly string[], options: RunOptions) =>
    explained(() => run("kubectl", [...target, ...args], { signal, ...options }), signal);
  const read = async (kind: string, name: string, namespace: string): Promise<unknown> => {
    const args = ["get", kind, name, "-n", namespace, "--ignore-not-found", "-o", "json"];
    const { stdout } = await kubectl(args, { timeout: SHORT });
    return stdout.trim() === "" ? undefined : (JSON.parse(stdout) as unknown);
  };
  return {
    read: ({ job, namespace }) => read("job", job, namespace),
    readConfigMap: (name, namespace) => read("configmap", name, namespace),
    running: async (namespace) => {
      const template = `{range .items[*]}{.metadata.name} {${CONDITIONS}}{"\\n"}{end}`;
      const args = ["get", "jobs", "-n", namespace, "-o", `jsonpath=${template}`];
      return runningIn((await kubectl(args, { timeout: SHORT })).stdout);
    },
    create: async (job) => {
      await kubectl(["create", "-f", "-"], { input: JSON.stringify(job), timeout: SHORT, log });
    },
    ended: (place) => watch(place, target, signal),
    log: (place) => jobLog(place, target, progress),
    remove: async ({ job, namespace }, stop = signal) => {
      const how = ["--ignore-not-found", "--cascade=foreground", "--wait"];
      const args = ["delete", "job", job, "-n", namespace, ...how];
      await kubectl(args, { timeout: REMOVAL, log, signal: stop });
    },
  };
}

/** Lines of a name and the conditions that hold. One that somebody has suspended disturbs nobody. */
export function runningIn(text: string): string[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines
    .map((line) => line.trim().split(" "))
    .filter(([, ...all]) => stateOf(all) === "running" && !all.includes("Suspended"))
    .map(([name = ""]) => name);
}

/**
 * A watch instead of a question every few seconds: each `kubectl` costs a tenth of a second of CPU,
 * beside a measurement that throws away what was disturbed.
 */
async function watch(
  place: JobPlace,
  target: KubectlTarget,
  signal: AbortSignal,
): Promise<Exclude<JobState, "running">> {
  const template = `jsonpath={.type} {.object${CONDITIONS}}{"\\n"}`;
  const { job, namespace } = place;
  const args = [...["get", "job", job, "-n", namespace], "--watch", "--output-watch-events"];
  for (let faults = 0; ;) {
    const seen = new AbortController();
    let state: JobState = "running";
    const onLine = (line: string): void => {
      state = eventState(line);
      if (state !== "running") seen.abort();
    };
    const both = AbortSignal.any([signal, seen.signal]);
    try {
      await run("kubectl", [...target, ...args, "-o", template], { onLine, signal: both });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof CommandError)) throw error;
      if (/\(NotFound\)/.test(error.stderr)) return "gone";
      if (state === "running" && ++faults > MAX_FAULTS) throw unreachable(error);
    }
    if (state !== "running") return state;
    await sleep(BETWEEN_WATCHES); // The server also ends a whole watch now and then.
  }
}

/** `MODIFIED SuccessCriteriaMet Complete`. */
export function eventState(line: string): JobState {
  const [type, ...conditions] = line.trim().split(" ");
  return type === "DELETED" ? "gone" : stateOf(conditions);
}

const manifest = z.object({
  status: z.object({
    conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
  }),
});

/** The state of what {@link JobCluster.read} gives. */
export function jobState(job: unknown): JobState {
  if (job === undefined) return "gone";
  const { conditions } = manifest.parse(job).status;
  return stateOf(conditions.filter(({ status }) => status === "True").map(({ type }) => type));
}

function stateOf(conditions: readonly string[]): JobState {
  if (conditions.includes("Complete")) return "complete";
  return conditions.includes("Failed") ? "failed" : "running";
}

async function explained<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof CommandError ? unreachable(error) : error;
  }
}

function unreachable({ stderr, message }: CommandError): UserError {
  return new UserError(
    "the cluster did not do what it was asked",
    "correct what is named, then run the same command again: what was measured is kept",
    stderr.trim().split("\n").at(-1) || message,
  );
}
