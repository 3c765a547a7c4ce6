import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import * as pulumi from "@pulumi/pulumi";
import { memory } from "../config/memory";
import { commonLabels } from "../workloads/labels";
import {
  memoryQuantity,
  type ResourceRequirements,
  resourceRequirements,
} from "../workloads/resources";
import { resourcesOf } from "../workloads/tuning/tune";
import type { Credentials } from "./credentials";
import { objectIdentity } from "./objectIdentity";
import { createOperatorPolicy } from "./operatorPolicy";
import type { CloudNativePg, DatabaseSize, PostgresArgs, Role, Server } from "./postgresArgs";
import { postgresSettings } from "./postgresSettings";
import { parametersOf } from "./settingsText";

export interface CloudNativePgArgs {
  readonly args: PostgresArgs;
  readonly server: CloudNativePg;
  readonly database: string;
  readonly credentials: Readonly<Record<Role, pulumi.Output<Credentials>>>;
}

/** Makes a Cluster of the CloudNativePG operator; its host is the Service that writes. */
export function createCloudNativePg(
  parent: pulumi.Resource,
  name: string,
  all: CloudNativePgArgs,
): Server {
  const { namespace, onDelete } = all.args;
  const policy = createOperatorPolicy(parent, name, { namespace, labels: clusterLabels(name) });
  const cluster = new CustomResource(
    name,
    {
      apiVersion: "postgresql.cnpg.io/v1",
      kind: "Cluster",
      metadata: { name, namespace, labels: commonLabels(name) },
      spec: clusterSpec(all),
    },
    { parent, protect: onDelete === "retain", dependsOn: [policy] },
  );
  return {
    host: pulumi.interpolate`${cluster.metadata.name}-rw.${namespace}.svc.cluster.local`,
    identity: objectIdentity(cluster),
  };
}

/** What selects the pods of a Cluster. */
export function clusterLabels(name: string): Record<string, string> {
  return { "cnpg.io/cluster": name };
}

/**
 * The operator makes `owner` with the database, and keeps the password of `app`, whose rights it
 * therefore gives before `app` may log in. With more than one instance a commit is on two of them before it is told.
 */
function clusterSpec({ args, server, database, credentials }: CloudNativePgArgs): object {
  const { instances, storageClass } = server;
  const { owner, app } = credentials;
  return {
    instances,
    imageName: server.image,
    enableSuperuserAccess: false,
    storage: {
      size: memoryQuantity(args.storage),
      ...(storageClass !== undefined && { storageClass }),
    },
    resources: operatorResources(args),
    bootstrap: {
      initdb: {
        ...{ database, owner: owner.user, secret: { name: owner.secret } },
        ...{ dataChecksums: true, encoding: "UTF8", localeProvider: "builtin" },
        ...{ localeCollate: "C", localeCType: "C", builtinLocale: "C.UTF-8" },
        postInitSQL: ["create role app nologin noinherit"],
        postInitApplicationSQL: APP_RIGHTS,
      },
    },
    managed: {
      roles: [
        {
          ...{ name: app.user, ensure: "present", login: true, inherit: false },
          passwordSecret: { name: app.secret },
        },
      ],
    },
    postgresql: {
      parameters: parametersOf(postgresSettings(args), args.settings),
      pg_hba: ["hostnossl all all all reject"],
      ...(instances > 1 && {
        synchronous: { method: "any", number: 1, dataDurability: "required" },
      }),
    },
    stopDelay: 120,
    startDelay: 3600,
  };
}

/** The operator refuses a Cluster that requests less memory than its shared buffers. */
function operatorResources(size: DatabaseSize): ResourceRequirements {
  const { limits, requests } = resourcesOf(size);
  const shared = postgresSettings(size).find(({ name }) => name === "shared_buffers")?.value ?? 0;
  const least = Math.max(shared, memory.parse(requests.memory));
  return resourceRequirements({
    limits,
    requests: { ...requests, memory: memory.render(least) },
  });
}

/** The rights of services/postgres/rights.sql; the database is the operator's to give to its owner. */
const APP_RIGHTS = [
  "do $$ begin execute format('revoke all on database %I from public', current_database()); end $$",
  "do $$ begin execute format('grant connect on database %I to app', current_database()); end $$",
  "revoke all on schema public from public",
  "grant usage on schema public to app",
  "alter default privileges for role owner in schema public " +
    "grant select, insert, update, delete on tables to app",
  "alter default privileges for role owner in schema public grant usage on sequences to app",
];
