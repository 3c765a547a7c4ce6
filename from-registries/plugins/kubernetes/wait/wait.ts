import type { ResourceCall } from "../../protocol/provider";
import { asText, type JsonObject, type ValueMap } from "../../protocol/values";
import type { ApiClient } from "../client";
import { annotationOf } from "../names";

/** An object to wait for, or to see go. */
export interface Wait {
  readonly client: ApiClient;
  readonly path: string;
  readonly live: JsonObject;
  readonly milliseconds: number;
  readonly signal: AbortSignal;
  readonly onStatus: (text: string) => void;
}

const DEFAULT_SECONDS = 600;

/** As long as `customTimeouts` says, then the annotation, then ten minutes. */
export function waitOf(
  call: Pick<ResourceCall, "log" | "signal"> & { inputs: ValueMap; timeout: number },
  client: ApiClient,
  path: string,
  live: JsonObject,
): Wait {
  const annotated = Number(asText(annotationOf(call.inputs, "pulumi.com/timeoutSeconds")));
  const milliseconds = (call.timeout || annotated || DEFAULT_SECONDS) * 1_000;
  const onStatus = (text: string): void => call.log.status(text);
  return { client, path, live, milliseconds, signal: call.signal, onStatus };
}

export function skipsWait(inputs: ValueMap): boolean {
  return annotationOf(inputs, "pulumi.com/skipAwait") === "true";
}
