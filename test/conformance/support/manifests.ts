import type { Bag } from "./driver";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function secret(value: unknown): Bag {
  return { [SIGNATURE]: SECRET, value };
}

/** A resource's URN, from its type: `urnOf("kubernetes:core/v1:Secret", "creds")`. */
export function urnOf(type: string, name = "test"): string {
  return `urn:pulumi:dev::conformance::${type}::${name}`;
}

export function k8sUrn(kind: string, name?: string): string {
  return urnOf(`kubernetes:${kind}`, name);
}

export function configMap(namespace: string, name: string, data: Bag, metadata: Bag = {}): Bag {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace, ...metadata }, data };
}

export function service(namespace: string, name: string, port: number): Bag {
  const spec = { ports: [{ name: "http", port, targetPort: "http" }], selector: {} };
  return { apiVersion: "v1", kind: "Service", metadata: { name, namespace }, spec };
}

/** A value inside nested maps and lists: `at(object, "spec", "ports", 0)`. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Bag | undefined)?.[key], value);
}
