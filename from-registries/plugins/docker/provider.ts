import { relative } from "node:path";
import official from "@pulumi/docker/package.json";
import type { CreateCall, PropertyDiff, Provider } from "../protocol/provider";
import {
  asText,
  encode,
  hasUnknown,
  isMap,
  reveal,
  Secret,
  type Value,
  type ValueMap,
} from "../protocol/values";
import { buildImage } from "./builder";
import { contextDigest } from "./contextDigest";
import { readInputs } from "./imageInputs";
import { isGoneFromLocalRegistry, pushImage } from "./registry";

const IMAGE = "docker:index/image:Image";

/** The stand-in for pulumi-resource-docker: docker.Image, and nothing else. */
export class DockerProvider implements Provider {
  readonly acceptSecrets = false;
  readonly version = `${official.version}+tare`;

  readonly diffConfig: Provider["diffConfig"] = () => ({ changed: [], answers: false });

  configure(): void {
    // The engine is asked only when there is something to build: a preview needs none.
  }

  readonly check: Provider["check"] = (call) => {
    if (call.type !== IMAGE) {
      const reason =
        `the stand-in for the Docker plugin knows ${IMAGE} only, not ${call.type}. ` +
        "Install the official plugin to use it: pulumi plugin install resource docker";
      return { inputs: call.news, failures: [{ property: "", reason }] };
    }
    const build = reveal(call.news["build"] ?? {});
    if (!isMap(build) || hasUnknown(build["context"]) || hasUnknown(build["dockerfile"])) {
      return { inputs: call.news };
    }
    const { context, dockerfile } = readInputs({ imageName: "unread", build });
    const digest = contextDigest(context, dockerfile);
    return { inputs: { ...call.news, build: { ...build, contextDigest: digest } } };
  };

  /** Whatever changed, the same resource makes the new image: nothing is ever replaced. */
  readonly diff: Provider["diff"] = (call) => {
    const detailed = new Map<string, PropertyDiff>();
    const keys = new Set([...Object.keys(call.oldInputs), ...Object.keys(call.news)]);
    for (const key of [...keys].sort()) {
      const [old, now] = [call.oldInputs[key] ?? null, call.news[key] ?? null];
      if (canonical(old) === canonical(now)) continue;
      detailed.set(key, { kind: old === null ? "add" : now === null ? "delete" : "update" });
    }
    return { detailed, quietWhenSame: true };
  };

  readonly create: Provider["create"] = async (call) => {
    const properties = await this.make(call);
    return {
      id: properties === call.inputs ? "" : asText(reveal(call.inputs["imageName"] ?? "")),
      properties,
    };
  };

  readonly update: Provider["update"] = (call) => this.make(call);

  /** Nothing is asked, but for a registry on this machine that was emptied. */
  readonly read: Provider["read"] = async (call) => {
    if (await isGoneFromLocalRegistry(asText(call.olds["repoDigest"]))) return undefined;
    return { id: call.id, properties: call.olds, inputs: call.inputs };
  };

  delete(): void {
    // The image stays, here and in the registry: others may use it.
  }

  private async make(call: CreateCall): Promise<ValueMap> {
    if (call.preview && (hasUnknown(call.inputs) || call.inputs["buildOnPreview"] !== true)) {
      return call.inputs;
    }
    const image = readInputs(call.inputs);
    const id = await buildImage(image, call.log, call.signal);
    const isPushed = !image.skipPush && !call.preview;
    const repoDigest = isPushed ? await pushImage(image, call.log, call.signal) : id;
    return {
      __inputs: new Secret(call.inputs),
      baseImageName: image.imageName,
      context: image.context,
      dockerfile: relative(image.context, image.dockerfile),
      imageName: image.imageName,
      platform: image.platform,
      registryServer: image.registry?.server ?? "",
      repoDigest,
    };
  }
}

/** The same text for the same value, whatever the order of its keys. */
function canonical(value: Value): string {
  return JSON.stringify(encode(reveal(value)), (_key, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)))
      : item,
  );
}
