import { type JsonObject, asText } from "../../protocol/values";
import type { ApiClient } from "../client";

/** One look at an object. */
export interface Look {
  readonly client: ApiClient;
  readonly live: JsonObject;
  /** Milliseconds since the wait began; `Infinity` for a single look. */
  readonly elapsed: number;
  readonly signal?: AbortSignal;
}

/** What an object lacks to be ready. */
export interface Lack {
  /** Shown beside the resource. */
  readonly status: string;
  /** Kept if time runs out. */
  readonly reasons: readonly string[];
  /** It will never be ready: no use to wait on. @default false */
  readonly isFinal?: boolean;
}

/** Says what an object lacks; `undefined` when it is ready. What else it must know it asks for. */
export type Probe = (look: Look) => Promise<Lack | undefined> | Lack | undefined;

export function part(object: JsonObject, name: string): JsonObject {
  return (object[name] ?? {}) as JsonObject;
}

export function parts(object: JsonObject, name: string): JsonObject[] {
  return (object[name] ?? []) as JsonObject[];
}

export function count(object: JsonObject, name: string, otherwise = 0): number {
  return typeof object[name] === "number" ? object[name] : otherwise;
}

/** As Kubernetes has it; a missing text is empty. */
export type Condition = Readonly<Record<"type" | "status" | "reason" | "message", string>>;

export function conditions(live: JsonObject): Condition[] {
  return parts(part(live, "status"), "conditions").map((item) => ({
    type: asText(item["type"]),
    status: asText(item["status"]),
    reason: asText(item["reason"]),
    message: asText(item["message"]),
  }));
}

export function condition(live: JsonObject, type: string): Condition | undefined {
  return conditions(live).find((item) => item.type === type);
}

export function asReason({ reason, message }: Condition): string {
  return `[${reason}] ${message}`;
}
