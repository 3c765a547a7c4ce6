import { type JsonObject, asText } from "../protocol/values";

/** The API server answered, with a refusal. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    /** HTTP status. */
    readonly code: number,
    message: string,
    /** Kubernetes' Status object; empty where something else answered. */
    readonly body: JsonObject,
    /** Milliseconds that the server asks to wait. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }

  /** Kubernetes' machine word: `AlreadyExists`, `Conflict`, `Invalid`... */
  get reason(): string {
    return asText(this.body["reason"]);
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
