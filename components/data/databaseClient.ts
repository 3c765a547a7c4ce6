import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { SecretFiles } from "../workloads/secretFiles";
import type { Credentials } from "./credentials";
import type { Role } from "./postgresArgs";

/** What a client must know of a database; a Postgres is one. */
export interface ReachableDatabase {
  readonly host: pulumi.Output<string>;
  readonly port: number;
  readonly database: string;
  readonly owner: pulumi.Output<Credentials>;
  readonly app: pulumi.Output<Credentials>;
}

/** What a container is given to log in: the password is a file, never a variable. */
export interface DatabaseClient {
  readonly env: readonly k8s.core.v1.EnvVar[];
  readonly secrets: readonly SecretFiles[];
}

const FOLDER = "/etc/tare/database";

/**
 * How a service of the project logs in as that role. It always asks for channel binding: whoever
 * stands between it and the server is found out, though nobody has signed the server's certificate.
 */
export function databaseClient(database: ReachableDatabase, role: Role): DatabaseClient {
  const credentials = database[role];
  return {
    env: [
      { name: "DATABASE_HOST", value: database.host },
      { name: "DATABASE_PORT", value: String(database.port) },
      { name: "DATABASE_NAME", value: database.database },
      { name: "DATABASE_USER", value: role },
      {
        name: "DATABASE_PASSWORD_FILE",
        value: credentials.apply(({ key }) => `${FOLDER}/${key}`),
      },
      { name: "DATABASE_CHANNEL_BINDING", value: "true" },
    ],
    secrets: [
      { name: "database", secret: credentials.apply(({ secret }) => secret), mountPath: FOLDER },
    ],
  };
}
