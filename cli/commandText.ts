/** The environment of a command that names none. */
export const DEFAULT_ENVIRONMENT = "dev";

/** A call of the command line on an environment, as a hint that can be copied. */
export function tareText(environment: string, verb: string): string {
  return environment === DEFAULT_ENVIRONMENT
    ? `./tare ${verb}`
    : `./tare --env ${environment} ${verb}`;
}

/** The same by make. */
export function makeText(environment: string, verb: string): string {
  return environment === DEFAULT_ENVIRONMENT ? `make ${verb}` : `make ${verb} ENV=${environment}`;
}
