import type * as pulumi from "@pulumi/pulumi";
import type { Memory } from "../config/memory";
import type { MemoryArgs, SharedCpu } from "../workloads/tuning/arguments";

/** What a database may use; no resource is in it, so that its settings can be explained. */
export interface DatabaseSize {
  readonly cpu: Pick<SharedCpu, "cores" | "request">;
  /** CloudNativePG requests a quarter of the limit at least: so large are the shared buffers. */
  readonly memory: Pick<MemoryArgs, "limit" | "request">;
  /** Of the volume. To be decided when the database is made: a claim cannot be changed. */
  readonly storage: Memory;
  /** PostgreSQL's max_connections. @default - as many as a quarter of the memory limit holds */
  readonly connections?: number;
}

export interface PostgresArgs extends DatabaseSize {
  readonly namespace: pulumi.Input<string>;
  /** Name of the application's database. @default "app" */
  readonly database?: string;
  readonly server: DatabaseServer;
  /**
   * What becomes of the volume when the database is deleted. With `retain` the deletion itself is
   * refused too, until somebody takes the protection away.
   */
  readonly onDelete: "delete" | "retain";
  /** Settings of PostgreSQL besides those that are derived or fixed. @default - none */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Who runs the database. Clients see no difference. */
export type DatabaseServer = OwnServer | CloudNativePg | ExternalServer;

/** What has been made to run it. */
export interface Server {
  readonly host: pulumi.Output<string>;
  /** Another one when it is made again, with whatever data. */
  readonly identity: pulumi.Output<string>;
}

/** A single pod of services/postgres, which is gone for the time that it restarts. */
export interface OwnServer {
  readonly kind: "statefulSet";
  /** Of services/postgres, by digest. */
  readonly image: pulumi.Input<string>;
  /** @default - the cluster's own default */
  readonly storageClass?: string;
  /**
   * Name of a Secret with `tls.crt` and `tls.key`. Without one the server makes a certificate when it
   * starts: clients then ask for channel binding, by which the server proves that it knows their
   * password. @default - none
   */
  readonly certificate?: pulumi.Input<string>;
}

/** A Cluster of the CloudNativePG operator, which has to be there, in the namespace cnpg-system. */
export interface CloudNativePg {
  readonly kind: "cloudNativePg";
  /**
   * Of CloudNativePG, with PostgreSQL 17, by tag and digest: the operator reads the version in the tag,
   * and refuses an image without one.
   */
  readonly image: pulumi.Input<string>;
  /** One that writes and the rest that stand by: three survive a node without losing a commit. */
  readonly instances: number;
  /** @default - the cluster's own default */
  readonly storageClass?: string;
}

/** A database that others run. Both roles exist there, with the rights that services/postgres gives. */
export interface ExternalServer {
  readonly kind: "external";
  readonly host: string;
  /** @default 5432 */
  readonly port?: number;
  /** Where the host's addresses are, for the network policies of its callers: `10.1.0.0/16`. */
  readonly cidr: string;
  /** Names of Secrets in the namespace with `username` and `password`. */
  readonly secrets: Readonly<Record<Role, pulumi.Input<string>>>;
}

/** `owner` changes tables, for migrations; `app` changes rows and nothing else. */
export type Role = "owner" | "app";
