import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../config/problems";
import { problemIf } from "./argumentProblems";
import { USER } from "./securityContext";

/** A Secret that a container reads as files, each named by its key. */
export interface SecretFiles {
  /** Of the volume: a DNS label. */
  readonly name: string;
  /** Name of the Secret. One that ends in a hash of its content is rolled out when that changes. */
  readonly secret: pulumi.Input<string>;
  /** Folder of the container that holds the files and nothing else: `/etc/tare/database`. */
  readonly mountPath: string;
}

/** That of the images in services/; any other user reads the files by this group as well. */
export const FILES_GROUP = USER;

/** Of the group, which is how the server's user reads what belongs to root. */
export const GROUP_READS = 0o440;

const NAME = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const FOLDER = /^(?:\/[a-zA-Z0-9_-][a-zA-Z0-9._-]*)+$/;
/** What a container does not start without. */
const TAKEN = /^\/(?:app|bin|dev|lib|lib64|proc|sbin|sys|usr)(?:\/|$)/;

export function secretProblems(secrets: readonly SecretFiles[] = []): Problem[] {
  const folders = secrets.map(({ mountPath }) => mountPath);
  const names = secrets.map(({ name }) => name);
  return secrets.flatMap(({ name, secret, mountPath }, index) => [
    ...problemIf(!NAME.test(name), "secrets", name, "must be named by a DNS label"),
    ...problemIf(names.indexOf(name) !== index, "secrets", name, "must be there once"),
    ...problemIf(secret === "", "secrets", name, "must name the Secret that it is of"),
    ...problemIf(
      !FOLDER.test(mountPath) || TAKEN.test(mountPath),
      "secrets",
      mountPath,
      "must be mounted at an absolute path that holds nothing of the image: /etc/tare/...",
    ),
    ...problemIf(
      folders.slice(0, index).some((other) => overlap(other, mountPath)),
      "secrets",
      mountPath,
      "must be a folder of its own: one in the other would hide files",
    ),
  ]);
}

/** What a pod and its container are given for them. */
export function secretMounts(secrets: readonly SecretFiles[]): {
  readonly volumes: k8s.core.v1.Volume[];
  readonly volumeMounts: k8s.core.v1.VolumeMount[];
} {
  return {
    volumes: secrets.map(({ name, secret }) => ({
      name,
      secret: { secretName: secret, defaultMode: GROUP_READS },
    })),
    volumeMounts: secrets.map(({ name, mountPath }) => ({ name, mountPath, readOnly: true })),
  };
}

function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}
