import official from "@pulumi/kubernetes/package.json";
import type {
  CheckCall,
  CheckResult,
  ConfigDiff,
  CreateCall,
  DeleteCall,
  DiffCall,
  DiffResult,
  Provider,
  ReadCall,
  UpdateCall,
} from "../protocol/provider";
import { hasUnknown, isMap, reveal, revealMap, type ValueMap, asText } from "../protocol/values";
import { Cluster } from "./cluster";
import { create } from "./creation";
import { remove } from "./deletion";
import { builtInKind, refusal } from "./kinds";
import { load } from "./kubeconfig";
import { metadataOf, withName } from "./names";
import { read } from "./reading";
import { resourceDiff } from "./resourceDiff";
import { normaliseSecret } from "./secretData";
import { readSettings } from "./settings";
import { update } from "./update";

/** The stand-in for pulumi-resource-kubernetes. */
export class KubernetesProvider implements Provider {
  readonly acceptSecrets = true;
  readonly version = `${official.version}+tare`;
  private cluster = new Cluster(readSettings({}), false);

  async diffConfig(olds: ValueMap, news: ValueMap): Promise<ConfigDiff> {
    const kubeconfig = reveal(news["kubeconfig"] ?? null);
    if (typeof kubeconfig === "string") await load(kubeconfig);
    const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
    keys.delete("version");
    const text = (map: ValueMap, key: string): string => JSON.stringify(reveal(map[key] ?? null));
    const changed = [...keys].filter((key) => text(olds, key) !== text(news, key));
    return { changed, answers: true };
  }

  configure(args: ValueMap): void {
    const connecting = [args["kubeconfig"], args["context"]];
    this.cluster = new Cluster(
      readSettings(args),
      hasUnknown(connecting.map((arg) => arg ?? null)),
    );
  }

  async check(call: CheckCall): Promise<CheckResult> {
    const refused = refusal(call.type);
    if (refused !== undefined) {
      return { inputs: call.news, failures: [{ property: "kind", reason: refused }] };
    }
    let inputs = withName(call.news, call);
    inputs = await this.withNamespace(inputs);
    if (inputs["kind"] === "Secret" && inputs["apiVersion"] === "v1")
      inputs = normaliseSecret(inputs);
    return { inputs };
  }

  diff(call: DiffCall): DiffResult {
    return resourceDiff(call, this.cluster.settings);
  }

  create(call: CreateCall): Promise<{ id: string; properties: ValueMap }> {
    return create(this.cluster, call);
  }

  read(call: ReadCall) {
    return read(this.cluster, call);
  }

  update(call: UpdateCall): Promise<ValueMap> {
    return update(this.cluster, call);
  }

  delete(call: DeleteCall): Promise<void> {
    return remove(this.cluster, call);
  }

  /** The provider's namespace goes to what has namespaces and names none. */
  private async withNamespace(inputs: ValueMap): Promise<ValueMap> {
    const { namespace } = this.cluster.settings;
    const metadata = metadataOf(inputs);
    if (namespace === undefined || !isMap(inputs["metadata"])) return inputs;
    if (metadata["namespace"] !== undefined && metadata["namespace"] !== "") return inputs;
    if (!(await this.isNamespaced(revealMap(inputs)))) return inputs;
    return { ...inputs, metadata: { ...metadata, namespace } };
  }

  private async isNamespaced(open: ValueMap): Promise<boolean> {
    const [apiVersion, kind] = [asText(open["apiVersion"]), asText(open["kind"])];
    const known = builtInKind(apiVersion, kind);
    if (known !== undefined) return known.namespaced;
    try {
      const client = await this.cluster.client();
      return (await client.kind(apiVersion, kind, { retries: 0 })).namespaced;
    } catch {
      return true; // Its definition may come with this very `up`; most custom kinds are.
    }
  }
}
