/**
 * A failure that the user can act on. Everything the command line prints in red is one of these;
 * any other exception is a bug and is shown with its stack trace and the log's place.
 */
export class UserError extends Error {
  override readonly name = "UserError";

  /**
   * @param what What failed, naming the value: `port 5001 is taken`.
   * @param way What to do about it: `stop the process that holds it, or set TARE_REGISTRY_PORT`.
   * @param why The cause as far as it is known, for example the last line of a tool.
   */
  constructor(
    readonly what: string,
    readonly way: string,
    readonly why?: string,
  ) {
    super([what, why, way].filter((part) => part !== undefined).join("\n"));
  }
}
