import { run, tryRun } from "./exec";

export type ContainerState = "absent" | "running" | "stopped";

/** What the engine knows of a container of this name. */
export async function containerState(name: string): Promise<ContainerState> {
  const asked = ["container", "inspect", "--format", "{{.State.Running}}", name];
  const answer = await tryRun("docker", asked);
  if (answer === undefined) return "absent";
  return answer.stdout.trim() === "true" ? "running" : "stopped";
}

/** The value of a label of a container; empty where it has none. */
export async function containerLabel(name: string, label: string): Promise<string> {
  const format = `{{index .Config.Labels "${label}"}}`;
  const answer = await tryRun("docker", ["container", "inspect", "--format", format, name]);
  const value = answer?.stdout.trim() ?? "";
  return value === "<no value>" ? "" : value;
}

/** Removes a container with its anonymous volumes, running or not; nothing where it is absent. */
export async function removeContainer(name: string): Promise<void> {
  if ((await containerState(name)) === "absent") return;
  await run("docker", ["rm", "--force", "--volumes", name]);
}
