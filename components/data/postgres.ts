import * as pulumi from "@pulumi/pulumi";
import { memory } from "../config/memory";
import { refuseProblems } from "../workloads/argumentsError";
import { selectorLabels } from "../workloads/labels";
import type { Callable, Endpoint, OutsideEndpoint } from "../workloads/networkPolicy";
import { clusterLabels, createCloudNativePg } from "./cloudNativePg";
import { createCredentials, type Credentials, type Drawn, PASSWORD_KEY } from "./credentials";
import { POSTGRES_PORT } from "./databasePod";
import { createOwnServer } from "./ownServer";
import type { ExternalServer, PostgresArgs, Role, Server } from "./postgresArgs";
import { postgresProblems } from "./postgresProblems";
import { RESERVED_CONNECTIONS, roomForConnections } from "./postgresSettings";

export type { PostgresArgs } from "./postgresArgs";

/**
 * A PostgreSQL 17 database with two roles: `owner` for migrations, `app` for rows and nothing else.
 * Clients find the password in a Secret, to be mounted as a file, and the server lets nobody in
 * without TLS. By default it is one pod with a volume, its settings derived from its limits.
 *
 *     const db = new Postgres("shop-db", {
 *       namespace,
 *       server: { kind: "statefulSet", image: images.get("postgres").reference },
 *       cpu: { cores: 1, request: "10 mCPU" },
 *       memory: { limit: "512 MiB", request: "128 MiB" },
 *       storage: "2 GiB",
 *       onDelete: "delete",
 *     });
 *     new WebService("shop", { ..., calls: [db] });
 *
 * A server whose own certificate nobody signed is known by `channel_binding=require`: it proves by the
 * handshake that it knows the password, over this very connection. So no private key is in the state.
 *
 * Whatever is killed, and whenever: a database is made under another name and renamed when it is whole;
 * roles and passwords are set at each start, so that a new Secret and an old volume agree. A setting
 * that PostgreSQL refuses stops the pod with a sentence, and the next update replaces that pod, for
 * the StatefulSet is `Parallel` (statefulSetSpec says why).
 *
 * Costs what `cpu` and `memory` request, and the volume; CloudNativePG times its instances.
 */
export class Postgres extends pulumi.ComponentResource implements Callable {
  /** Where clients connect to. */
  readonly host: pulumi.Output<string>;
  /**
   * Another one when the server is made again, which may then hold nothing. Of a database that others run
   * it is the host. Unknown in a preview that makes the server, or changes it to what is not known yet.
   */
  readonly identity: pulumi.Output<string>;
  /** For migrations. */
  readonly owner: pulumi.Output<Credentials>;
  /** For the application. */
  readonly app: pulumi.Output<Credentials>;
  /**
   * The password of the role `app`, for a Secret in another namespace. Absent where others run the server;
   * a function, so that it stands in no output.
   */
  readonly appPassword?: () => pulumi.Output<string>;
  readonly port: number;
  readonly database: string;
  /** Those that all clients together can have. */
  readonly connections: number;
  /** For the `calls` of others. */
  readonly endpoint: Endpoint | OutsideEndpoint;

  constructor(name: string, args: PostgresArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseProblems(`Postgres '${name}'`, postgresProblems(name, args));
    super("tare:index:Postgres", name, {}, opts);

    const { server, database = "app" } = args;
    const most = args.connections ?? roomForConnections(memory.parse(args.memory.limit));
    this.port = server.kind === "external" ? (server.port ?? POSTGRES_PORT) : POSTGRES_PORT;
    this.database = database;
    this.connections = most - RESERVED_CONNECTIONS;
    this.endpoint = endpointOf(name, args, this.port);
    const { appPassword, ...credentials } = createAllCredentials(this, name, args);
    this.owner = credentials.owner;
    this.app = credentials.app;
    if (appPassword) this.appPassword = appPassword;
    const made = createServer(this, name, args, { database, credentials });
    this.host = made.host;
    this.identity = made.identity;

    const { host, identity, owner, app } = this;
    this.registerOutputs({ host, identity, owner, app });
  }
}

interface Prepared {
  readonly database: string;
  readonly credentials: Readonly<Record<Role, pulumi.Output<Credentials>>>;
}

function createServer(
  parent: Postgres,
  name: string,
  args: PostgresArgs,
  prepared: Prepared,
): Server {
  const { server } = args;
  switch (server.kind) {
    case "statefulSet":
      return createOwnServer(parent, name, { args, server, ...prepared });
    case "cloudNativePg":
      return createCloudNativePg(parent, name, { args, server, ...prepared });
    case "external": {
      const host = pulumi.output(server.host);
      return { host, identity: host };
    }
  }
}

function createAllCredentials(
  parent: Postgres,
  name: string,
  { server, namespace, onDelete }: PostgresArgs,
): Prepared["credentials"] & Pick<Postgres, "appPassword"> {
  if (server.kind === "external") {
    return { owner: externalCredentials("owner", server), app: externalCredentials("app", server) };
  }
  const drawn = (role: Role): Drawn =>
    createCredentials(parent, role, { name, namespace, protect: onDelete === "retain" });
  const [owner, app] = [drawn("owner"), drawn("app")];
  return { owner: owner.credentials, app: app.credentials, appPassword: () => app.password };
}

function externalCredentials(role: Role, { secrets }: ExternalServer): pulumi.Output<Credentials> {
  return pulumi
    .output(secrets[role])
    .apply((secret) => ({ user: role, secret, key: PASSWORD_KEY }));
}

function endpointOf(
  name: string,
  { server, namespace }: PostgresArgs,
  port: number,
): Endpoint | OutsideEndpoint {
  if (server.kind === "external") return { name, port, cidr: server.cidr };
  const labels = server.kind === "statefulSet" ? selectorLabels(name) : clusterLabels(name);
  return { name, namespace, labels, port };
}
