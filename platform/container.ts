import { run, tryRun } from "./exec";

export type ContainerState = "absent" | "running" | "stopped";

/** What the engine knows of a container of this name. */
export async function containerState(name: string): Promise<ContainerState> {
  const asked = ["container", "inspect", "--format", "{{.State.Running}}", name];
  const answer = await tryRun("docker", asked);
  if (answer === undefined) return "absent";
  return answer.stdout.trim() === "true" ? "running" : "stopped";
}

/** Removes a container with its anonymous volumes, running or not; nothing where it is absent. */
export async function removeContainer(name: string): Promise<void> {
  if ((await containerState(name)) === "absent") return;
  await run("docker", ["rm", "--force", "--volumes", name]);
}
