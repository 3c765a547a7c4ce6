import official from "@pulumi/kubernetes/package.json";
import type { Provider } from "../protocol/provider";
import { reveal, type ValueMap } from "../protocol/values";
import { Cluster } from "./cluster";
import { create } from "./creation";
import { remove } from "./deletion";
import { refusal } from "./kinds";
import { load } from "./kubeconfig";
import { withName } from "./names";
import { read } from "./reading";
import { resourceDiff } from "./resourceDiff";
import { normaliseSecret } from "./secretData";
import { update } from "./update";

/** The stand-in for pulumi-resource-kubernetes. */
export class KubernetesProvider implements Provider {
  readonly acceptSecrets = true;
  readonly version = `${official.version}+tare`;
  private cluster = new Cluster({});

  readonly diffConfig: Provider["diffConfig"] = async (olds, news) => {
    const text = (map: ValueMap, key: string): string => JSON.stringify(reveal(map[key] ?? null));
    const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
    keys.delete("version");
    const changed = [...keys].filter((key) => text(olds, key) !== text(news, key));
    const kubeconfig = reveal(news["kubeconfig"] ?? null);
    if (changed.includes("kubeconfig") && typeof kubeconfig === "string") await load(kubeconfig);
    return { changed, answers: true };
  };

  configure(args: ValueMap): void {
    this.cluster = new Cluster(args);
  }

  readonly check: Provider["check"] = (call) => {
    const reason = refusal(call.type);
    if (reason !== undefined) {
      return { inputs: call.news, failures: [{ property: "kind", reason }] };
    }
    const inputs = withName(call.news, call);
    return { inputs: call.type === "kubernetes:core/v1:Secret" ? normaliseSecret(inputs) : inputs };
  };

  readonly diff: Provider["diff"] = resourceDiff;
  readonly create: Provider["create"] = (call) => create(this.cluster, call);
  readonly read: Provider["read"] = (call) => read(this.cluster, call);
  readonly update: Provider["update"] = (call) => update(this.cluster, call);
  readonly delete: Provider["delete"] = (call) => remove(this.cluster, call);
}
