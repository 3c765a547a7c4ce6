import { asText, reveal, type ValueMap } from "../protocol/values";

/** The provider's arguments, which arrive as text. */
export interface Settings {
  /** Path or text. @default - $KUBECONFIG, then ~/.kube/config */
  readonly kubeconfig?: string;
  readonly context?: string;
  /** For objects that name none. */
  readonly namespace?: string;
  readonly mutableConfigMaps: boolean;
  readonly mutableSecrets: boolean;
  /** A creation that finds the object there takes it over instead of failing. */
  readonly upsert: boolean;
  /** A delete on a cluster that is gone counts as done. */
  readonly deleteUnreachable: boolean;
  /** No wait, no warning about one: the annotation for every object. */
  readonly skipAwait: boolean;
}

export function readSettings(args: ValueMap): Settings {
  return {
    kubeconfig: text(args, "kubeconfig") ?? process.env["PULUMI_K8S_KUBECONFIG"],
    context: text(args, "context"),
    namespace: text(args, "namespace"),
    mutableConfigMaps: flag(args, "enableConfigMapMutable", "PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE"),
    mutableSecrets: flag(args, "enableSecretMutable", "PULUMI_K8S_ENABLE_SECRET_MUTABLE"),
    upsert: flag(args, "upsertExistingObjects", "PULUMI_K8S_UPSERT_EXISTING_OBJECTS"),
    deleteUnreachable: flag(args, "deleteUnreachable", "PULUMI_K8S_DELETE_UNREACHABLE"),
    skipAwait: flag(args, "skipAwait", "PULUMI_K8S_SKIP_AWAIT"),
  };
}

function text(args: ValueMap, name: string): string | undefined {
  const value = reveal(args[name] ?? null);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function flag(args: ValueMap, name: string, variable: string): boolean {
  const value = args[name] === undefined ? process.env[variable] : asText(reveal(args[name]));
  return value === "true";
}
