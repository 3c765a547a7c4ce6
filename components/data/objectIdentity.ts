import * as pulumi from "@pulumi/pulumi";

/** What every Kubernetes object is made as. */
interface KubernetesObject {
  readonly id: pulumi.Output<string>;
  readonly metadata: pulumi.Output<{ readonly uid?: string }>;
}

/**
 * The UID of an object: the same for as long as it lives, and another one when it is made again under
 * its name. A preview that makes the object knows neither id nor UID, although a dry run tells one; a
 * preview that cannot ask the cluster has no UID in the answer. Both times it is unknown, so that nothing
 * is named by what will never be.
 */
export function objectIdentity({ id, metadata }: KubernetesObject): pulumi.Output<string> {
  return pulumi.all([id, metadata]).apply(([, { uid }]) => uid ?? (pulumi.unknown as never));
}
