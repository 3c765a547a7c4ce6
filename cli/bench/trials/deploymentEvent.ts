import { z } from "zod";
import { type Observation } from "../../../report/trials/timeline";
import { watchEvent } from "./watchEvent";

export const DEPLOYMENTS = "deployments";

const deploymentSchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({ replicas: z.number().int().nonnegative() }),
});

type ReplicasObservation = Omit<Extract<Observation, { kind: "replicas" }>, "at">;

/** How many pods the Deployment of that name is to have, by a line of the watch. */
export function deploymentEvent(line: string, name: string): ReplicasObservation | undefined {
  const event = watchEvent(line);
  if (event === undefined || event.type === "DELETED") return undefined;
  const { metadata, spec } = deploymentSchema.parse(event.object);
  return metadata.name === name ? { kind: "replicas", wanted: spec.replicas } : undefined;
}
