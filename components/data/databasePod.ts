import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { memory } from "../config/memory";
import { type OpenTemplate, podTemplate } from "../workloads/podTemplate";
import type { Probes } from "../workloads/probes";
import { memoryQuantity } from "../workloads/resources";
import { FILES_GROUP, GROUP_READS } from "../workloads/secretFiles";
import { POD_SECURITY } from "../workloads/securityContext";
import { shutdownOf } from "../workloads/shutdown";
import { resourcesOf } from "../workloads/tuning/tune";
import { type Credentials, PASSWORD_KEY } from "./credentials";
import type { DatabaseSize, Role } from "./postgresArgs";

export const POSTGRES_PORT = 5432;
export const PORT_NAME = "tcp-postgres";
/** Name of the volume that the StatefulSet claims. */
export const DATA_VOLUME = "data";

const FILES = "/etc/tare/postgres";

export interface DatabasePodArgs {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly image: pulumi.Input<string>;
  readonly serviceAccount: pulumi.Input<string>;
  readonly size: DatabaseSize;
  readonly database: string;
  /** Name of the ConfigMap with `settings.conf`. */
  readonly settings: pulumi.Input<string>;
  readonly credentials: Readonly<Record<Role, pulumi.Output<Credentials>>>;
  /** Name of a Secret with `tls.crt` and `tls.key`. @default - none */
  readonly certificate?: pulumi.Input<string>;
}

/** The pod of services/postgres. What it reads are files, never variables, but for the database's name. */
export function databasePod(args: DatabasePodArgs): OpenTemplate {
  const { name, labels, image, serviceAccount, size, database } = args;
  const template = podTemplate({
    name,
    labels,
    image,
    serviceAccount,
    resources: resourcesOf(size),
    env: [{ name: "DATABASE", value: database }],
    probes: PROBES,
    // A fast shutdown still writes all that changed; 120 s in all.
    shutdown: shutdownOf({ serveOn: "0 s", drain: "115 s" }),
  });
  const volumes = volumesOf(args);
  const [container] = template.spec.containers;
  template.spec.securityContext = {
    ...POD_SECURITY,
    fsGroup: FILES_GROUP,
    // Once is enough, and a large volume takes minutes.
    fsGroupChangePolicy: "OnRootMismatch",
  };
  template.spec.volumes = volumes.map(({ volume }) => volume);
  container.ports = [{ name: PORT_NAME, containerPort: POSTGRES_PORT }];
  container.volumeMounts = [
    { name: DATA_VOLUME, mountPath: "/var/lib/postgresql" },
    ...volumes.map(({ volume: { name: mounted }, at, readOnly }) => ({
      name: mounted,
      mountPath: at,
      ...(readOnly && { readOnly }),
    })),
  ];
  return template;
}

const ready = ["pg_isready", "--quiet", "--host", "/run/postgresql", "--username", "postgres"];

/**
 * The runtime starts a process for each look, which took about 60 ms of CPU here, so those at a server that
 * has started are rare: who has lost it finds out by itself. A start may take an hour, since the recovery
 * after a crash repeats what the log holds. From then on only a server that does not answer at all for a
 * minute is restarted: one that recovers says so.
 */
const PROBES: Probes = {
  startup: {
    exec: { command: ready },
    periodSeconds: 2,
    timeoutSeconds: 5,
    failureThreshold: 1800,
  },
  liveness: {
    exec: { command: ["alive.sh"] },
    ...{ periodSeconds: 10, timeoutSeconds: 10, failureThreshold: 6 },
  },
  readiness: {
    exec: { command: ready },
    periodSeconds: 10,
    timeoutSeconds: 5,
    failureThreshold: 2,
  },
};

interface Mounted {
  readonly volume: k8s.core.v1.Volume & { readonly name: string };
  readonly at: string;
  readonly readOnly?: boolean;
}

function volumesOf({ size, settings, credentials, certificate }: DatabasePodArgs): Mounted[] {
  const passwords = (Object.keys(credentials) as Role[]).map((role) => ({
    secret: {
      name: credentials[role].secret,
      items: [{ key: PASSWORD_KEY, path: role }],
    },
  }));
  const secret = { secretName: certificate, defaultMode: GROUP_READS };
  const projected = { defaultMode: GROUP_READS, sources: passwords };
  const readOnly = true;
  return [
    { volume: { name: "passwords", projected }, at: `${FILES}/passwords`, readOnly },
    {
      volume: { name: "settings", configMap: { name: settings } },
      at: `${FILES}/settings`,
      readOnly,
    },
    ...(certificate === undefined
      ? []
      : [{ volume: { name: "tls", secret }, at: `${FILES}/tls`, readOnly }]),
    { volume: inMemory("run", 1024 ** 2), at: "/run/postgresql" },
    // Queries in parts pass their rows through it.
    { volume: inMemory("shm", memory.parse(size.memory.limit) / 4), at: "/dev/shm" },
  ];
}

function inMemory(name: string, most: number): Mounted["volume"] {
  const sizeLimit = memoryQuantity(memory.render(Math.floor(most)));
  return { name, emptyDir: { medium: "Memory", sizeLimit } };
}
