import { asText, hasUnknown, reveal, type ValueMap } from "../protocol/values";
import { UnreachableError } from "./apiErrors";
import { ApiClient } from "./client";
import { connect } from "./kubeconfig";

/** What the stand-in heeds of the official provider's arguments, and what the engine adds. */
const ARGUMENTS = new Set([
  ...["kubeconfig", "context", "clusterIdentifier", "deleteUnreachable"],
  ...["version", "pluginDownloadURL"],
]);

/** The configured cluster, connected to at its first use. */
export class Cluster {
  private opened?: Promise<ApiClient>;

  /** @param args Of the provider; all arrive as text. Throws on one that would go unheeded. */
  constructor(private readonly args: ValueMap) {
    const strange = Object.keys(args).find((name) => !ARGUMENTS.has(name) && !/^__/.test(name));
    if (strange === undefined) return;
    throw new Error(
      `the stand-in for the Kubernetes plugin does not know the provider's argument '${strange}'. ` +
        "Leave it out, or install the official plugin: pulumi plugin install resource kubernetes",
    );
  }

  /** A delete on a cluster that is gone counts as done. */
  get deleteUnreachable(): boolean {
    const asked = this.text("deleteUnreachable") ?? process.env["PULUMI_K8S_DELETE_UNREACHABLE"];
    return asked === "true";
  }

  /** Throws {@link UnreachableError} where the configuration leads nowhere. */
  client(): Promise<ApiClient> {
    if (hasUnknown(this.args)) throw new UnreachableError("its kubeconfig is not known yet");
    this.opened ??= connect(this.text("kubeconfig"), this.text("context")).then(
      (connection) => new ApiClient(connection),
    );
    return this.opened;
  }

  private text(name: string): string | undefined {
    return asText(reveal(this.args[name] ?? null)) || undefined;
  }
}
