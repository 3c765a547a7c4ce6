import { setTimeout as sleep } from "node:timers/promises";
import { containerState, removeContainer } from "./container";
import { UserError } from "./errors";
import { CommandError, run, tryRun } from "./exec";
import type { Instance } from "./instance";
import { inNode, kubectl } from "./kind/commands";
import { removeUnusedNetwork } from "./kind/network";
import { portHolder } from "./portHolder";
import type { Progress } from "./progress";
import { ensureImages } from "./tools/images";

const IMAGE = "registry:3";
const INNER_PORT = 5000;
const NETWORK = "kind";
const ANSWER_SECONDS = 30;

/**
 * Sees to it that images pushed to `localhost:<port>` can be pulled in the cluster by that very
 * name, wired the way kind documents it: https://kind.sigs.k8s.io/docs/user/local-registry/.
 * The cluster must be there. Throws {@link UserError}, also where the port is taken.
 */
export async function ensureRegistry(instance: Instance, progress: Progress): Promise<void> {
  await ensureImages([IMAGE], progress);
  await leaveOldPort(instance, progress);
  const state = await containerState(instance.registryName);
  if (state !== "running") await start(instance, state, progress);
  await joinNetwork(instance);
  await tellNode(instance);
  await tellCluster(instance);
  await answering(instance, progress);
}

/** Removes the registry with the images in it. */
export async function deleteRegistry(instance: Instance): Promise<void> {
  await removeContainer(instance.registryName);
  await removeUnusedNetwork();
}

/** The port of a container is set for good, so another TARE_REGISTRY_PORT needs another one. */
async function leaveOldPort(instance: Instance, progress: Progress): Promise<void> {
  const asked = ["container", "inspect", "--format", "{{json .HostConfig.PortBindings}}"];
  const answer = await tryRun("docker", [...asked, instance.registryName]);
  const old = publishedPort(answer?.stdout ?? "");
  if (old === undefined || old === instance.registryPort) return;
  const holder = await portHolder(instance.registryPort);
  if (holder !== undefined) throw portTaken(instance, holder);
  progress.note(`${instance.registryName} moves from port ${old} to ${instance.registryPort}`);
  await removeContainer(instance.registryName);
}

/** The port in what the engine says of a container; `undefined` where that cannot be told. */
export function publishedPort(portBindings: string): number | undefined {
  const port = /"HostPort":"(\d+)"/.exec(portBindings)?.[1];
  return port === undefined ? undefined : Number(port);
}

async function start(
  instance: Instance,
  state: "absent" | "stopped",
  progress: Progress,
): Promise<void> {
  progress.note(`starting ${instance.registryName} on port ${instance.registryPort}`);
  const holder = await portHolder(instance.registryPort);
  if (holder !== undefined) throw portTaken(instance, holder);
  try {
    if (state === "stopped") await run("docker", ["start", instance.registryName]);
    else await create(instance, progress);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    // A container that could not get its port stays behind, without a network.
    await tryRun("docker", ["rm", "--force", "--volumes", instance.registryName]);
    if (/already allocated|address already in use/.test(error.stderr)) {
      throw portTaken(instance, (await portHolder(instance.registryPort)) ?? "another program");
    }
    throw new UserError(
      `the registry ${instance.registryName} could not be started`,
      `read ${progress.log}`,
      error.message,
    );
  }
}

async function create(instance: Instance, progress: Progress): Promise<void> {
  const publish = `127.0.0.1:${instance.registryPort}:${INNER_PORT}`;
  const flags = ["--detach", "--restart=unless-stopped", "--publish", publish];
  await run("docker", ["run", ...flags, "--name", instance.registryName, IMAGE], {
    log: progress.log,
  });
}

function portTaken(instance: Instance, holder: string): UserError {
  return new UserError(
    `port ${instance.registryPort} of 127.0.0.1, meant for the image registry, is taken by ${holder}`,
    "stop that program, or choose another port with TARE_REGISTRY_PORT",
  );
}

async function joinNetwork(instance: Instance): Promise<void> {
  const format = `{{if index .NetworkSettings.Networks "${NETWORK}"}}joined{{end}}`;
  const asked = ["container", "inspect", "--format", format, instance.registryName];
  const { stdout } = await run("docker", asked);
  if (stdout.trim() === "joined") return;
  await run("docker", ["network", "connect", NETWORK, instance.registryName]);
}

/** What containerd reads to find `localhost:<port>`, which inside the node is the node itself. */
export function hostsToml(instance: Instance): string {
  return `[host."http://${instance.registryName}:${INNER_PORT}"]\n`;
}

async function tellNode(instance: Instance): Promise<void> {
  const dir = `/etc/containerd/certs.d/localhost:${instance.registryPort}`;
  await inNode(instance, ["mkdir", "-p", dir]);
  await inNode(instance, ["cp", "/dev/stdin", `${dir}/hosts.toml`], {
    input: hostsToml(instance),
  });
}

/** The agreed place where tools look for the registry of a local cluster (KEP-1755). */
export function registryConfigMap(instance: Instance): object {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "local-registry-hosting", namespace: "kube-public" },
    data: {
      "localRegistryHosting.v1":
        `host: "localhost:${instance.registryPort}"\n` +
        `help: "https://kind.sigs.k8s.io/docs/user/local-registry/"\n`,
    },
  };
}

async function tellCluster(instance: Instance): Promise<void> {
  const input = JSON.stringify(registryConfigMap(instance));
  await kubectl(instance, ["apply", "--filename", "-"], { input });
}

async function answering(instance: Instance, progress: Progress): Promise<void> {
  const url = `http://127.0.0.1:${instance.registryPort}/v2/`;
  const end = Date.now() + ANSWER_SECONDS * 1_000;
  while (Date.now() < end) {
    const status = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await sleep(250, undefined, { signal: progress.signal });
  }
  throw new UserError(
    `the registry ${instance.registryName} does not answer at ${url}`,
    `see what 'docker logs ${instance.registryName}' says`,
  );
}
