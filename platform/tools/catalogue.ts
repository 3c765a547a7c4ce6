import { type Target } from "./target";
import { TEST_TOOLS, type TestToolName } from "./testTools";
import { version } from "./versions";

export type ToolName =
  | "pulumi"
  | "plugin-kubernetes"
  | "plugin-docker"
  | "plugin-random"
  | "kind"
  | "kubectl"
  | "buildx"
  | TestToolName;

/** Where the official release is, as host and path so that a mirror can take the host's place. */
export interface Release {
  readonly url: string;
  /** The published file of SHA-256 sums; a line that names no file holds the only sum. */
  readonly checksums: string;
  /** The name under which the sum stands in that file. */
  readonly file: string;
  /** `binary`: the download is the program. A number: folders to strip from the archive's names. */
  readonly packing: "binary" | { readonly strip: number };
  readonly megabytes: number;
}

export type Build =
  | {
      readonly kind: "go";
      /** Folders of from-registries/go, with the binaries that each leaves. */
      readonly modules: readonly { readonly module: string; readonly binary: string }[];
      /** From an empty build cache, on two cores. */
      readonly seconds: number;
    }
  | { readonly kind: "stand-in"; readonly plugin: string; readonly seconds: number };

export interface Tool {
  readonly name: ToolName;
  readonly version: string;
  /** The programs it consists of, the one that names it first. */
  readonly binaries: readonly [string, ...string[]];
  /**
   * How an installation on PATH tells its version; `undefined` where only our own folders count.
   * The answer must hold the version as a whole word.
   */
  readonly ask?: readonly string[];
  /** `undefined` where none is published for a machine: there it is always built. */
  readonly release: (target: Target) => Release | undefined;
  readonly build: Build;
}

const GITHUB = "https://github.com";

/** Every tool that `make up` needs, as data: nothing elsewhere asks for a tool by its name. */
export const TOOLS: readonly Tool[] = [
  pulumi(),
  plugin("kubernetes", version("pulumiKubernetes"), 40),
  plugin("docker", version("pulumiDocker"), 25),
  plugin("random", version("pulumiRandom"), 20),
  kind(),
  kubectl(),
  buildx(),
];

export function toolNamed(name: ToolName): Tool {
  const tool = [...TOOLS, ...TEST_TOOLS].find((candidate) => candidate.name === name);
  if (tool === undefined) throw new Error(`no tool '${name}' in the catalogue`);
  return tool;
}

/** The release of a tool that has one for this machine. */
export function releaseOf(tool: Tool, target: Target): Release {
  const release = tool.release(target);
  if (release === undefined) throw new Error(`${tool.name} has no release for this machine`);
  return release;
}

function pulumi(): Tool {
  const v = version("pulumi");
  const base = `${GITHUB}/pulumi/pulumi/releases/download/v${v}`;
  return {
    name: "pulumi",
    version: v,
    binaries: ["pulumi", "pulumi-language-nodejs"],
    ask: ["version"],
    release: ({ os, arch }) => {
      const file = `pulumi-v${v}-${os}-${arch === "amd64" ? "x64" : arch}.tar.gz`;
      return {
        url: `https://get.pulumi.com/releases/sdk/${file}`,
        checksums: `${base}/pulumi-${v}-checksums.txt`,
        file,
        packing: { strip: 1 },
        megabytes: 140,
      };
    },
    build: {
      kind: "go",
      modules: [
        { module: "pulumi", binary: "pulumi" },
        { module: "pulumi-host", binary: "pulumi-language-nodejs" },
      ],
      seconds: 204,
    },
  };
}

function plugin(name: "kubernetes" | "docker" | "random", v: string, megabytes: number): Tool {
  const base = `${GITHUB}/pulumi/pulumi-${name}/releases/download/v${v}`;
  return {
    name: `plugin-${name}`,
    version: v,
    binaries: [`pulumi-resource-${name}`],
    release: ({ os, arch }) => {
      const file = `pulumi-resource-${name}-v${v}-${os}-${arch}.tar.gz`;
      return {
        url: `${base}/${file}`,
        checksums: `${base}/pulumi-${name}_${v}_checksums.txt`,
        file,
        packing: { strip: 0 },
        megabytes,
      };
    },
    build: { kind: "stand-in", plugin: name, seconds: 1 },
  };
}

function kind(): Tool {
  const v = version("kind");
  return {
    name: "kind",
    version: v,
    binaries: ["kind"],
    ask: ["version"],
    release: ({ os, arch }) => {
      const file = `kind-${os}-${arch}`;
      const url = `${GITHUB}/kubernetes-sigs/kind/releases/download/v${v}/${file}`;
      return { url, checksums: `${url}.sha256sum`, file, packing: "binary", megabytes: 11 };
    },
    build: { kind: "go", modules: [{ module: "kind", binary: "kind" }], seconds: 10 },
  };
}

function kubectl(): Tool {
  const v = version("kubernetes");
  return {
    name: "kubectl",
    version: v,
    binaries: ["kubectl"],
    ask: ["version", "--client"],
    release: ({ os, arch }) => {
      const url = `https://dl.k8s.io/release/v${v}/bin/${os}/${arch}/kubectl`;
      return {
        url,
        checksums: `${url}.sha256`,
        file: "kubectl",
        packing: "binary",
        megabytes: 60,
      };
    },
    // The whole module is built once: the node image takes the other programs from its cache.
    build: { kind: "go", modules: [{ module: "kubernetes", binary: "kubectl" }], seconds: 470 },
  };
}

function buildx(): Tool {
  const v = version("buildx");
  const base = `${GITHUB}/docker/buildx/releases/download/v${v}`;
  return {
    name: "buildx",
    version: v,
    binaries: ["buildx"],
    ask: ["version"],
    release: ({ os, arch }) => {
      const file = `buildx-v${v}.${os}-${arch}`;
      return {
        url: `${base}/${file}`,
        checksums: `${base}/checksums.txt`,
        file,
        packing: "binary",
        megabytes: 75,
      };
    },
    build: { kind: "go", modules: [{ module: "buildx", binary: "buildx" }], seconds: 75 },
  };
}
