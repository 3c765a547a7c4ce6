import { type JsonObject, asText } from "../protocol/values";

/** The API server answered, with a refusal. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    /** HTTP status. */
    readonly code: number,
    /** Kubernetes' machine word: `AlreadyExists`, `Invalid`, `NotFound`... */
    readonly reason: string,
    message: string,
    readonly body: JsonObject,
    /** Milliseconds that the server asks to wait. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }

  /** What each cause says, as in `conflict with "kubectl-patch" using apps/v1`. */
  get causes(): readonly { reason: string; message: string; field: string }[] {
    const details = (this.body["details"] ?? {}) as JsonObject;
    return ((details["causes"] ?? []) as JsonObject[]).map((cause) => ({
      reason: asText(cause["reason"]),
      message: asText(cause["message"]),
      field: asText(cause["field"]),
    }));
  }
}

/** No answer: no such host, refused, timed out, wrong certificate, or nothing configured. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";

  constructor(cause: string) {
    super(`the configured Kubernetes cluster cannot be reached: ${cause}`);
  }
}

/** The cluster does not serve this kind (yet): its CustomResourceDefinition is missing. */
export class UnknownKindError extends Error {
  override readonly name = "UnknownKindError";

  constructor(apiVersion: string, kind: string) {
    super(
      `the cluster has no kind "${kind}" in version "${apiVersion}"; ` +
        "check that what defines it (a CustomResourceDefinition) is installed before it",
    );
  }
}

/** The user pressed Ctrl-C. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";

  constructor(what: string) {
    super(`cancelled while working on ${what}`);
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.code === 404;
}

/** Worth creating again a little later: what it needs may be on its way. */
export function mayCureItself(error: unknown): boolean {
  if (error instanceof UnknownKindError || isNotFound(error)) return true;
  // A namespace's default service account is made a moment after the namespace.
  return error instanceof ApiError && error.code === 403 && /serviceaccount/.test(error.message);
}

/** A preview only fails for what `up` could not get past either: the manifest itself is wrong. */
export function isWrongManifest(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 422 || error.code === 400);
}

const ALREADY_EXISTS = `An object of this name exists already and was left as it is. Ways out:

  - the resource was renamed in the program: give it an alias, or deleteBeforeReplace if it must be replaced
  - it was made by hand or by another tool: take it over with "pulumi import"
  - a run was ended in the middle: "pulumi refresh", then import or delete the object
  - it may be overwritten: set upsertExistingObjects on the provider`;

export function createFailure(urn: string, error: Error): Error {
  if (error instanceof UnreachableError || error instanceof CancelledError) return error;
  const exists = error instanceof ApiError && error.reason === "AlreadyExists";
  const hint = exists ? `\n\n${ALREADY_EXISTS}` : "";
  return new Error(`resource "${urn}" was not created: ${error.message}${hint}`);
}

/** In words of our own, with the way out for a conflict between field managers. */
export function updateRefusal(error: Error, manager: string): string {
  if (!(error instanceof ApiError) || error.code !== 409 || error.reason !== "Conflict") {
    return error.message;
  }
  const fields = error.causes.map(({ message, field }) => `${message}: ${field}`).join("; ");
  return (
    `fields conflict detected in server-side apply: ${fields || error.message}. ` +
    `Field manager "${manager}" wants them too: leave them out of the program, ` +
    'or set the annotation pulumi.com/patchForce: "true" to take them over'
  );
}
