import { randomBytes } from "node:crypto";
import { run } from "../../../platform/exec";
import { kubectlCacheDir } from "../../../platform/tools/folders";
import type { Bag } from "./driver";

/** The cluster under test; its objects are made and looked at with kubectl, as by another hand. */
export const kubeconfig = process.env["TARE_KUBECONFIG"] ?? process.env["KUBECONFIG"] ?? "";

const env = { KUBECONFIG: kubeconfig, KUBECACHEDIR: kubectlCacheDir() };

export async function kubectl(...args: string[]): Promise<string> {
  if (kubeconfig === "") {
    throw new Error("these tests need a cluster: set TARE_KUBECONFIG or KUBECONFIG");
  }
  return (await run("kubectl", args, { env, timeout: 60_000 })).stdout;
}

/** Applies manifests as kubectl does. */
export async function kubectlApply(...manifests: Bag[]): Promise<void> {
  if (kubeconfig === "") await kubectl();
  const items = { apiVersion: "v1", kind: "List", items: manifests };
  await run("kubectl", ["apply", "-f", "-"], { env, input: JSON.stringify(items) });
}

/** An object as it is on the cluster, with its field managers. */
export async function getObject(kind: string, name: string, namespace: string): Promise<Bag> {
  const args = ["get", kind, name, "-n", namespace, "-o", "json", "--show-managed-fields"];
  return JSON.parse(await kubectl(...args)) as Bag;
}

/** A namespace of the test's own. */
export async function makeNamespace(): Promise<string> {
  const name = `tare-conformance-${randomBytes(3).toString("hex")}`;
  await kubectl("create", "namespace", name);
  return name;
}

export async function removeNamespace(name: string | undefined): Promise<void> {
  if (name === undefined) return; // It could not be made.
  await kubectl("delete", "namespace", name, "--wait=false", "--ignore-not-found");
}

/** An image that every kubeadm cluster has on its node: it serves, answers a flag, or fails. */
export async function nodeImage(): Promise<string> {
  const nodes = JSON.parse(await kubectl("get", "nodes", "-o", "json")) as {
    items: { status: { images: { names: string[] }[] } }[];
  };
  const names = nodes.items.flatMap((node) => node.status.images.flatMap((image) => image.names));
  const image = names.find((name) => /coredns:/.test(name));
  if (image === undefined) throw new Error("the node has no CoreDNS image to run the tests with");
  return image;
}

/** What a container of {@link nodeImage} is to do. */
export const RUNS = ["-dns.port=1053"];
export const ENDS_WELL = ["-version"];
export const ENDS_BADLY = ["-conf", "/nowhere"];

export function container(image: string, args: readonly string[] = RUNS): Bag {
  const resources = { requests: { cpu: "1m", memory: "8Mi" } };
  return { name: "c", image, args, imagePullPolicy: "Never", resources };
}

export function podSpec(image: string, args?: readonly string[], more: Bag = {}): Bag {
  return { terminationGracePeriodSeconds: 0, containers: [container(image, args)], ...more };
}
