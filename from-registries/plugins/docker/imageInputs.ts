import { join } from "node:path";
import { asText, isMap, reveal, type ValueMap } from "../protocol/values";

/** One image to make, read out of the resource's inputs. */
export interface ImageInputs {
  /** With its tag: `localhost:5001/app:1`. */
  readonly imageName: string;
  readonly skipPush: boolean;
  readonly buildOnPreview: boolean;
  /** Paths relative to the program, as given. */
  readonly context: string;
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly platform: string;
  readonly network?: string;
  readonly addHosts: readonly string[];
  readonly cacheFrom: readonly string[];
  readonly registry?: {
    readonly server: string;
    readonly username: string;
    readonly password: string;
  };
}

/** Throws on what only the official plugin can do. */
export function readInputs(inputs: ValueMap): ImageInputs {
  const open = reveal(inputs) as ValueMap;
  const build = isMap(open["build"]) ? open["build"] : {};
  if (asText(build["builderVersion"]) === "BuilderV1") {
    throw new Error(
      "the stand-in for the Docker plugin builds with BuildKit only: leave builderVersion out, " +
        "or install the official plugin: pulumi plugin install resource docker",
    );
  }
  const imageName = asText(open["imageName"]);
  if (imageName === "") throw new Error("imageName must be given, as in localhost:5001/app:1");
  const context = asText(build["context"]) || ".";
  const cache = isMap(build["cacheFrom"]) ? build["cacheFrom"]["images"] : undefined;
  return {
    imageName,
    skipPush: open["skipPush"] === true,
    buildOnPreview: open["buildOnPreview"] === true,
    context,
    dockerfile: asText(build["dockerfile"]) || join(context, "Dockerfile"),
    args: textMap(build["args"]),
    platform: asText(build["platform"]),
    addHosts: textList(build["addHosts"]),
    cacheFrom: textList(cache),
    ...optional("target", build["target"]),
    ...optional("network", build["network"]),
    ...registryOf(open["registry"]),
  };
}

function registryOf(value: unknown): Pick<ImageInputs, "registry"> {
  const registry = value as ValueMap | undefined;
  const server = asText(registry?.["server"]);
  if (server === "") return {};
  const username = asText(registry?.["username"]);
  return { registry: { server, username, password: asText(registry?.["password"]) } };
}

function optional(name: "target" | "network", value: unknown): Partial<ImageInputs> {
  return asText(value) === "" ? {} : { [name]: asText(value) };
}

function textMap(value: unknown): Record<string, string> {
  const entries = Object.entries((value ?? {}) as ValueMap);
  return Object.fromEntries(entries.map(([key, item]) => [key, asText(item)]));
}

function textList(value: unknown): string[] {
  return Array.isArray(value) ? value.map(asText) : [];
}
