import { z } from "zod";
import { type Observation, type PodState } from "../../../report/trials/timeline";
import { watchEvent } from "./watchEvent";

/** What selects the pods of each owner. */
export type Owners = Readonly<Record<PodState["of"], Readonly<Record<string, string>>>>;

const condition = z.object({ type: z.string(), status: z.string() });

const podSchema = z.object({
  metadata: z.object({
    name: z.string(),
    uid: z.string(),
    labels: z.record(z.string(), z.string()).default({}),
    deletionTimestamp: z.string().optional(),
  }),
  status: z
    .object({
      conditions: z.array(condition).default([]),
      containerStatuses: z.array(z.object({ restartCount: z.number() })).default([]),
    })
    .default({ conditions: [], containerStatuses: [] }),
});

type PodObservation = Omit<Extract<Observation, { kind: "pod" }>, "at">;
type GoneObservation = Omit<Extract<Observation, { kind: "gone" }>, "at">;

/** What a line of the watch tells of a pod; nothing of the pods of others. */
export function podEvent(
  line: string,
  owners: Owners,
): PodObservation | GoneObservation | undefined {
  const event = watchEvent(line);
  if (event === undefined) return undefined;
  const { metadata, status } = podSchema.parse(event.object);
  const { name, uid, labels, deletionTimestamp } = metadata;
  const of = (["service", "database"] as const).find((owner) => selects(owners[owner], labels));
  if (of === undefined) return undefined;
  if (event.type === "DELETED") return { kind: "gone", uid };
  const ready = status.conditions.some((one) => one.type === "Ready" && one.status === "True");
  const terminating = deletionTimestamp !== undefined;
  const restarts = status.containerStatuses.reduce((sum, one) => sum + one.restartCount, 0);
  return { kind: "pod", pod: { name, uid, of, ready, terminating, restarts } };
}

function selects(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
}
