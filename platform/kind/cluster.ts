import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import versions from "../../versions.json";
import { engineInfo } from "../engine";
import { UserError } from "../errors";
import { CommandError, run } from "../exec";
import type { Instance } from "../instance";
import type { Progress } from "../progress";
import { ensureImages } from "../tools/images";
import { contextName, kind, kubeconfigPath, kubectl, nodeName } from "./commands";
import { kindConfig } from "./config";
import { controlPlanePatches } from "./controlPlanePatches";
import { removeUnusedNetwork } from "./network";
import { clusterState, markComplete, nodeVersion, removeNode } from "./node";
import { keepNodeLog, waitUntilReady } from "./ready";

/** How a cluster is reached, and by what it is known again. */
export interface Cluster {
  /** File with mode 0600; the user's own ~/.kube/config is not touched. */
  readonly kubeconfig: string;
  readonly context: string;
  /** UID of the namespace kube-system: another cluster has another one. */
  readonly uid: string;
}

const NODE_IMAGE = `kindest/node:v${versions.kubernetes}`;
const CREATE_SECONDS = 600;
/** What kind puts before the name of a step that it begins. */
const STEP_BEGINS = " \u2022 ";

/**
 * Sees to it that the cluster of this instance runs and is ready: creates it where there is none,
 * starts it where it is stopped, makes it anew where its making was cut off. Throws
 * {@link UserError}, also where a cluster of another Kubernetes version or of somebody else has
 * the name.
 */
export async function ensureCluster(instance: Instance, progress: Progress): Promise<Cluster> {
  const state = await clusterState(instance);
  if (state === "foreign") throw foreignCluster(instance);
  if (state === "absent" || state === "half-created") {
    await ensureImages([NODE_IMAGE], progress);
    if (state === "half-created") {
      progress.note("removing a cluster that was never finished");
      await removeNode(instance);
    }
    await create(instance, progress);
  } else {
    await bringBack(instance, state, progress);
  }
  return {
    kubeconfig: kubeconfigPath(instance),
    context: contextName(instance),
    uid: await clusterUid(instance),
  };
}

/**
 * Deletes the cluster of this instance with everything in it, and its kubeconfig; one of somebody
 * else that has the same name stays.
 */
export async function deleteCluster(instance: Instance, progress: Progress): Promise<void> {
  const state = await clusterState(instance);
  if (state !== "absent" && state !== "foreign") {
    progress.note(`deleting cluster ${instance.clusterName}`);
    await removeNode(instance);
  }
  rmSync(kubeconfigPath(instance), { force: true });
  rmSync(patchesDir(instance), { recursive: true, force: true });
  await removeUnusedNetwork();
}

async function create(instance: Instance, progress: Progress): Promise<void> {
  progress.note("creating the kind cluster, about 30 s");
  const input = kindConfig({
    clusterName: instance.clusterName,
    image: NODE_IMAGE,
    patchesDir: writePatches(instance),
    cgroupVersion: (await engineInfo())?.cgroupVersion ?? 2,
  });
  // Of an earlier cluster: kind would only add to it.
  rmSync(kubeconfigPath(instance), { force: true });
  const flags = ["--config", "-", "--kubeconfig", kubeconfigPath(instance), "--retain"];
  try {
    await kind(["create", "cluster", ...flags, "--verbosity", "1"], {
      input,
      log: progress.log,
      signal: progress.signal,
      timeout: CREATE_SECONDS * 1_000,
      onLine: (line) => {
        if (line.startsWith(STEP_BEGINS)) progress.note(plainText(line));
      },
    });
  } catch (error) {
    progress.signal.throwIfAborted();
    await keepNodeLog(instance, progress);
    await removeNode(instance);
    throw creationFailed(instance, progress, error);
  }
  chmodSync(kubeconfigPath(instance), 0o600);
  await waitUntilReady(instance, progress);
  await markComplete(instance);
}

async function bringBack(
  instance: Instance,
  state: "running" | "stopped",
  progress: Progress,
): Promise<void> {
  if (state === "stopped") {
    progress.note(`starting cluster ${instance.clusterName}`);
    mkdirSync(patchesDir(instance), { recursive: true }); // Mounted: it cannot start without.
    await run("docker", ["start", nodeName(instance)], { log: progress.log });
  }
  const version = await nodeVersion(instance);
  if (version !== `v${versions.kubernetes}`) throw otherVersion(instance, version);
  const flags = ["--name", instance.clusterName, "--kubeconfig", kubeconfigPath(instance)];
  await kind(["export", "kubeconfig", ...flags], { log: progress.log });
  chmodSync(kubeconfigPath(instance), 0o600);
  await waitUntilReady(instance, progress);
}

async function clusterUid(instance: Instance): Promise<string> {
  const asked = ["get", "namespace", "kube-system", "--output", "jsonpath={.metadata.uid}"];
  return (await kubectl(instance, asked)).stdout.trim();
}

function patchesDir(instance: Instance): string {
  return join(instance.stateDir, "kubeadm-patches");
}

function writePatches(instance: Instance): string {
  const dir = patchesDir(instance);
  mkdirSync(dir, { recursive: true });
  for (const [name, text] of Object.entries(controlPlanePatches())) {
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

/** A step of kind's without the signs before and behind it. */
function plainText(line: string): string {
  return `kind: ${line.replace(/[^\x20-\x7e]|\.\.\./g, "").trim()}`;
}

function foreignCluster(instance: Instance): UserError {
  return new UserError(
    `there is a kind cluster '${instance.clusterName}' that this project has not made`,
    `'kind delete cluster --name ${instance.clusterName}' if it can go, ` +
      "or choose another name with TARE_INSTANCE",
  );
}

function otherVersion(instance: Instance, version: string): UserError {
  return new UserError(
    `cluster '${instance.clusterName}' runs Kubernetes ${version}, ` +
      `the project now needs v${versions.kubernetes}`,
    "'make down' removes it with everything in it, 'make up' makes a new one",
  );
}

function creationFailed(instance: Instance, progress: Progress, error: unknown): unknown {
  if (!(error instanceof CommandError)) return error;
  const why = error.stderr.split("\n").find((line) => /^ERROR|unable to apply caps/.test(line));
  return new UserError(
    `kind could not create the cluster '${instance.clusterName}'`,
    `read ${progress.log}, then try 'make up' again`,
    why ?? error.message,
  );
}
