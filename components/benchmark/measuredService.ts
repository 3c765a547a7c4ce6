import { Secret } from "@pulumi/kubernetes/core/v1/secret";
import type * as k8s from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { hashedName } from "../data/hashedName";
import { commonLabels } from "../workloads/labels";
import type { Resources } from "../workloads/resources";
import type { SecretFiles } from "../workloads/secretFiles";

/** A service that is measured as it is deployed: what both arms are given alike, and what they are asked. */
export interface MeasuredService {
  /** What is asked: each answer must be a 200 and as long as the first. */
  readonly path: string;
  /** As those of its pods. */
  readonly resources: Resources;
  /** Besides what an arm is told. */
  readonly env: readonly k8s.core.v1.EnvVar[];
  /** Made once more where it is measured, since a pod reads the Secrets of its own namespace alone. */
  readonly secrets: readonly SharedSecret[];
  /** Names of what it calls outside of its pod, whose CPU cannot be told from that of strangers. */
  readonly calls: readonly string[];
}

/** What a pod reads as files, each named by its key. */
export interface SharedSecret extends Omit<SecretFiles, "secret"> {
  readonly data: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A service whose Secrets are where its arms are. */
export interface PlacedService extends Omit<MeasuredService, "secrets"> {
  readonly secrets: readonly SecretFiles[];
}

/** Makes the Secrets of a service in the namespace of its arms. */
export function placeService(
  parent: pulumi.Resource,
  experiment: string,
  namespace: pulumi.Input<string>,
  { secrets, ...service }: MeasuredService,
): PlacedService {
  return {
    ...service,
    secrets: secrets.map(({ data, ...files }) => ({
      ...files,
      secret: createSecret(parent, `${experiment}-${files.name}`, namespace, data),
    })),
  };
}

function createSecret(
  parent: pulumi.Resource,
  logical: string,
  namespace: pulumi.Input<string>,
  data: SharedSecret["data"],
): pulumi.Output<string> {
  const named = pulumi.output(data).apply((known) => hashedName(logical, known));
  const metadata = { name: pulumi.unsecret(named), namespace, labels: commonLabels("loadgen") };
  return new Secret(logical, { metadata, stringData: { ...data } }, { parent }).metadata.name;
}
