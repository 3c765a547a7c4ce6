/** A request that was understood and cannot be met; `message` is for whoever asked. */
export class Refusal extends Error {
  constructor(
    readonly status: 404 | 409 | 422,
    /** For programs; constant for ever. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function notFound(what: string): Refusal {
  return new Refusal(404, "not_found", `There is no such ${what}.`);
}
