import { type JsonObject, asText } from "../../protocol/values";
import type { ApiClient } from "../client";

/** One look at an object. */
export type Readiness =
  | { readonly state: "ready" }
  /** Not yet; `status` is shown beside the resource, `reasons` are kept if time runs out. */
  | { readonly state: "waiting"; readonly status: string; readonly reasons: readonly string[] }
  /** Never: no use to wait on. */
  | { readonly state: "failed"; readonly reasons: readonly string[] };

export const READY: Readiness = { state: "ready" };

export function waiting(status: string, ...reasons: string[]): Readiness {
  return { state: "waiting", status, reasons };
}

export interface Look {
  readonly client: ApiClient;
  readonly live: JsonObject;
  /** Milliseconds since the wait began; `Infinity` for a single look. */
  readonly elapsed: number;
  readonly signal?: AbortSignal;
}

/** Says how far an object is. What else it needs to know it asks the cluster. */
export type Probe = (look: Look) => Promise<Readiness> | Readiness;

export function part(object: JsonObject, name: string): JsonObject {
  return (object[name] ?? {}) as JsonObject;
}

export function count(object: JsonObject, name: string, otherwise = 0): number {
  return typeof object[name] === "number" ? object[name] : otherwise;
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

export function conditions(live: JsonObject): Condition[] {
  return ((part(live, "status")["conditions"] ?? []) as JsonObject[]).map((item) => ({
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

/** Whether the controller has seen the object as it is now. */
export function isObserved(live: JsonObject): boolean {
  return (
    count(part(live, "status"), "observedGeneration", -1) >=
    count(part(live, "metadata"), "generation")
  );
}
