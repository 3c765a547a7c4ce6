import { StatefulSet } from "@pulumi/kubernetes/apps/v1/statefulSet";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import { Service } from "@pulumi/kubernetes/core/v1/service";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount";
import type * as k8s from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels, selectorLabels } from "../workloads/labels";
import type { OpenTemplate } from "../workloads/podTemplate";
import { memoryQuantity } from "../workloads/resources";
import type { Credentials } from "./credentials";
import { DATA_VOLUME, databasePod, PORT_NAME, POSTGRES_PORT } from "./databasePod";
import { hashedName } from "./hashedName";
import { objectIdentity } from "./objectIdentity";
import type { OwnServer, PostgresArgs, Role, Server } from "./postgresArgs";
import { postgresSettings } from "./postgresSettings";
import { parametersOf, settingsText } from "./settingsText";

export interface OwnServerArgs {
  readonly args: PostgresArgs;
  readonly server: OwnServer;
  readonly database: string;
  readonly credentials: Readonly<Record<Role, pulumi.Output<Credentials>>>;
}

/** Makes the server of a Postgres by a StatefulSet of one pod. */
export function createOwnServer(
  parent: pulumi.Resource,
  name: string,
  { args, server, database, credentials }: OwnServerArgs,
): Server {
  const { namespace } = args;
  const metadata = { name, namespace, labels: commonLabels(name) };
  const account = new ServiceAccount(
    name,
    { metadata, automountServiceAccountToken: false },
    { parent },
  );
  const pods = createService(parent, `${name}-pods`, name, namespace, { clusterIP: "None" });
  const template = databasePod({
    ...{ name, labels: metadata.labels, image: server.image, size: args, database, credentials },
    serviceAccount: account.metadata.name,
    settings: createSettings(parent, name, args),
    certificate: server.certificate,
  });
  const spec = statefulSetSpec(name, pods.metadata.name, template, { args, server });
  const protect = args.onDelete === "retain";
  const set = new StatefulSet(name, { metadata, spec }, { parent, protect });
  const service = createService(parent, name, name, namespace, { type: "ClusterIP" });
  return {
    host: pulumi.interpolate`${service.metadata.name}.${namespace}.svc.cluster.local`,
    identity: objectIdentity(set),
  };
}

/**
 * `Parallel` although there is one pod. Under the default, OrderedReady, the controller waits for a pod
 * that never becomes ready before it looks at the next revision, so that a bad setting would have to
 * be deleted by hand before the good one arrives (kubernetes/kubernetes#67250). It cannot be changed
 * later.
 */
function statefulSetSpec(
  name: string,
  serviceName: pulumi.Input<string>,
  template: OpenTemplate,
  { args, server }: Pick<OwnServerArgs, "args" | "server">,
): k8s.apps.v1.StatefulSetSpec {
  const { storageClass } = server;
  return {
    replicas: 1,
    serviceName,
    podManagementPolicy: "Parallel",
    revisionHistoryLimit: 2,
    selector: { matchLabels: selectorLabels(name) },
    persistentVolumeClaimRetentionPolicy: {
      whenDeleted: args.onDelete === "retain" ? "Retain" : "Delete",
      whenScaled: "Retain",
    },
    template,
    volumeClaimTemplates: [
      {
        metadata: { name: DATA_VOLUME, labels: commonLabels(name) },
        spec: {
          accessModes: ["ReadWriteOnce"],
          ...(storageClass !== undefined && { storageClassName: storageClass }),
          resources: { requests: { storage: memoryQuantity(args.storage) } },
        },
      },
    ],
  };
}

function createSettings(
  parent: pulumi.Resource,
  name: string,
  args: PostgresArgs,
): pulumi.Output<string> {
  const { namespace, settings } = args;
  const data = { "settings.conf": settingsText(parametersOf(postgresSettings(args), settings)) };
  const metadata = {
    name: hashedName(`${name}-settings`, data),
    namespace,
    labels: commonLabels(name),
  };
  return new ConfigMap(`${name}-settings`, { metadata, data, immutable: true }, { parent }).metadata
    .name;
}

function createService(
  parent: pulumi.Resource,
  name: string,
  database: string,
  namespace: pulumi.Input<string>,
  kind: { readonly clusterIP: "None" } | { readonly type: "ClusterIP" },
): Service {
  const metadata = { name, namespace, labels: commonLabels(database) };
  const port = { name: PORT_NAME, port: POSTGRES_PORT, targetPort: PORT_NAME, appProtocol: "tcp" };
  const spec = { ...kind, selector: selectorLabels(database), ports: [port] };
  return new Service(name, { metadata, spec }, { parent });
}
