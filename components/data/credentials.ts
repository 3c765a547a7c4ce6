import { Secret } from "@pulumi/kubernetes/core/v1/secret";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword";
import { commonLabels } from "../workloads/labels";
import { hashedName } from "./hashedName";
import type { Role } from "./postgresArgs";

/** Where a client finds what it logs in with; to be mounted as a file. */
export interface Credentials {
  readonly user: string;
  /** Name of the Secret. */
  readonly secret: string;
  /** Of the password in it. */
  readonly key: string;
}

export const PASSWORD_KEY = "password";

export interface CredentialsArgs {
  /** Of the database. */
  readonly name: string;
  readonly namespace: pulumi.Input<string>;
  readonly protect: boolean;
}

/** A password and where clients find it. */
export interface Drawn {
  readonly credentials: pulumi.Output<Credentials>;
  /** Secret; for whoever needs it in another namespace. */
  readonly password: pulumi.Output<string>;
}

/**
 * A password that is drawn once, in a Secret. The name tells 32 bits of a hash of 190 random ones, so
 * it is no secret; the rest is, in the state as everywhere.
 */
export function createCredentials(
  parent: pulumi.Resource,
  role: Role,
  { name, namespace, protect }: CredentialsArgs,
): Drawn {
  const logical = `${name}-${role}`;
  const { result } = new RandomPassword(
    `${logical}-password`,
    { length: 32, special: false },
    { parent, protect },
  );
  const hashed = result.apply((password) => hashedName(logical, { [PASSWORD_KEY]: password }));
  const labels = commonLabels(name);
  const secret = new Secret(
    logical,
    {
      metadata: { name: pulumi.unsecret(hashed), namespace, labels },
      type: "kubernetes.io/basic-auth",
      stringData: { username: role, [PASSWORD_KEY]: result },
    },
    { parent },
  );
  const credentials = secret.metadata.name.apply((known) => {
    return { user: role, secret: known, key: PASSWORD_KEY };
  });
  return { credentials, password: result };
}
