import { type Bag, CallError } from "./driver";

/** What fails soon, where failing is meant; all else has long enough for a busy machine. */
export const SOON = { annotations: { "pulumi.com/timeoutSeconds": "3" } };

export const MISSING_IMAGE = "tare.invalid/missing:1";

/** A namespaced object of a type such as `apps/v1:Deployment`. */
export function objectIn(
  namespace: string,
  type: string,
  name: string,
  spec: Bag,
  metadata: Bag = {},
): Bag {
  const [version = "", kind] = type.split(":");
  const apiVersion = version.replace("core/", "");
  return { apiVersion, kind, metadata: { name, namespace, ...metadata }, spec };
}

/** One that makes pods, and selects them by its name. */
export function workloadIn(
  namespace: string,
  type: string,
  name: string,
  pod: Bag,
  more: Bag = {},
  metadata: Bag = {},
): Bag {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: pod };
  const spec = { selector: { matchLabels: labels }, template, ...more };
  return objectIn(namespace, type, name, spec, metadata);
}

/** How a call is refused; throws where it is not. */
export async function refusal(call: Promise<unknown>): Promise<CallError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CallError)) throw new Error("the call was to fail, and did not");
  return error;
}

/** Why what was made is not ready, as the plugin says. */
export function reasonsOf(error: CallError): string {
  return (error.partial?.reasons ?? []).join("\n");
}
