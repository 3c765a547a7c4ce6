import { releaseOf, TOOLS, type Tool } from "../../platform/tools/catalogue";
import { standInVersion } from "../../platform/tools/folders";
import { type Source } from "../../platform/tools/source";
import { durationText } from "../steps/duration";
import { type Facts } from "./facts";

/** What one part of `up` will do. */
export interface PlanLine {
  readonly part: string;
  readonly text: string;
  readonly seconds: number;
  /** Gigabytes that it adds to the disk at its peak. */
  readonly gigabytes: number;
}

const DOWNLOAD_MEGABYTES_PER_SECOND = 5;

/** Everything that `up` will do on a machine of these facts, in order. */
export function planOf(facts: Facts): PlanLine[] {
  return [
    toolsLine(facts),
    pluginsLine(facts),
    engineLine(facts),
    nodeLine(facts),
    clusterLine(facts),
    basesLine(facts),
    registryLine(facts),
    addOnsLine(facts),
    stackLine(facts),
  ];
}

export function secondsOf(lines: readonly PlanLine[], part: string): number {
  return lines.find((line) => line.part === part)?.seconds ?? 0;
}

/** The text that `up` begins with. */
export function planText(lines: readonly PlanLine[], facts: Facts): string {
  const rows = lines.map(
    ({ part, text, seconds }) => `  ${part.padEnd(9)} ${text} (about ${durationText(seconds)})`,
  );
  const seconds = lines.reduce((sum, line) => sum + line.seconds, 0);
  const gigabytes = Math.ceil(lines.reduce((sum, line) => sum + line.gigabytes, 0));
  const disk = facts.disks.map(({ path, freeGb }) => `${freeGb.toFixed(0)} GB free at ${path}`);
  rows.push(`  ${"disk".padEnd(9)} up to ${gigabytes} GB more; ${disk.join(", ")}`);
  rows.push(`  ${"time".padEnd(9)} about ${durationText(seconds)} in all`);
  return rows.join("\n");
}

function isPlugin(tool: Tool): boolean {
  return tool.build.kind === "stand-in";
}

function toolsLine(facts: Facts): PlanLine {
  const missing = TOOLS.filter((tool) => !isPlugin(tool) && facts.tools[tool.name] === undefined);
  if (missing.length === 0) return { part: "tools", text: "there", seconds: 1, gigabytes: 0 };
  const names = missing.map(({ name, version }) => `${name} ${version}`).join(", ");
  if (facts.source === "build") {
    const seconds = missing.reduce((sum, tool) => sum + tool.build.seconds, 0);
    const text = `build from the Go module registry: ${names}`;
    return { part: "tools", text, seconds, gigabytes: 8 };
  }
  const megabytes = missing.reduce((sum, tool) => sum + megabytesOf(tool), 0);
  const seconds = megabytes / DOWNLOAD_MEGABYTES_PER_SECOND;
  return { part: "tools", text: `download: ${names}`, seconds, gigabytes: megabytes / 400 };
}

function pluginsLine(facts: Facts): PlanLine {
  const plugins = TOOLS.filter(isPlugin);
  const missing = plugins.filter((tool) => facts.tools[tool.name] === undefined);
  if (missing.length === 0) {
    return { part: "plugins", text: "there", seconds: 1, gigabytes: 0 };
  }
  if (facts.source === "build") {
    const names = missing.map(
      ({ name, version }) => `${shortName(name)} ${standInVersion(version)}`,
    );
    const text = `bundle the project's stand-ins, the official ones being out of reach: ${names.join(", ")}`;
    return { part: "plugins", text, seconds: 3, gigabytes: 0.1 };
  }
  const names = missing.map(({ name, version }) => `${shortName(name)} ${version}`).join(", ");
  const megabytes = missing.reduce((sum, tool) => sum + megabytesOf(tool), 0);
  const seconds = megabytes / DOWNLOAD_MEGABYTES_PER_SECOND;
  return { part: "plugins", text: `download: ${names}`, seconds, gigabytes: megabytes / 250 };
}

/** Which plugins run, official or stand-in, for the headings of `up`, `doctor` and the report. */
export function pluginText(
  plugins: readonly { plugin: string; version: string; source: Source }[],
): string {
  return plugins
    .map(({ plugin, version, source }) => {
      return `${plugin} ${version} (${source === "build" ? "stand-in" : "official"})`;
    })
    .join(", ");
}

function engineLine(facts: Facts): PlanLine {
  const part = "engine";
  if (facts.engine === "answers") return { part, text: "answers", seconds: 1, gigabytes: 0 };
  if (facts.engine === "stopped") return { part, text: "start it", seconds: 10, gigabytes: 0 };
  const text = "install Debian's docker.io with apt-get and start it (needs root)";
  return { part, text, seconds: 60, gigabytes: 0.5 };
}

function nodeLine(facts: Facts): PlanLine {
  const part = "node";
  if (facts.cluster !== "absent") return { part, text: "image there", seconds: 2, gigabytes: 0 };
  if (facts.source === "download") {
    return { part, text: "pull the node image", seconds: 60, gigabytes: 1.5 };
  }
  if (facts.imagesCached) {
    return { part, text: "load the node image made earlier", seconds: 30, gigabytes: 1.5 };
  }
  const text = "make the node image from Debian and Go packages";
  return { part, text, seconds: 480, gigabytes: 10 };
}

function basesLine(facts: Facts): PlanLine {
  const part = "bases";
  if (facts.cluster !== "absent") return { part, text: "images there", seconds: 2, gigabytes: 0 };
  if (facts.source === "download") {
    return { part, text: "pull the base images", seconds: 60, gigabytes: 1.5 };
  }
  if (facts.imagesCached) {
    return { part, text: "load the base images made earlier", seconds: 30, gigabytes: 1.5 };
  }
  const text = "make the base images from Debian and npm packages";
  return { part, text, seconds: 120, gigabytes: 3 };
}

function clusterLine({ cluster }: Facts): PlanLine {
  const part = "cluster";
  if (cluster === "running") return { part, text: "runs", seconds: 3, gigabytes: 0 };
  if (cluster === "stopped") return { part, text: "start it again", seconds: 60, gigabytes: 0 };
  const text = "make a kind cluster of one node, with a kubeconfig of its own";
  return { part, text, seconds: 60, gigabytes: 1 };
}

function registryLine({ registry }: Facts): PlanLine {
  const part = "registry";
  if (registry === "running") return { part, text: "runs", seconds: 1, gigabytes: 0 };
  const text = "start it on 127.0.0.1 and make the cluster know it";
  return { part, text, seconds: 5, gigabytes: 0.5 };
}

function addOnsLine({ cluster }: Facts): PlanLine {
  const seconds = cluster === "absent" ? 60 : 5;
  const text = "metrics-server and dynamic volumes";
  return { part: "add-ons", text, seconds, gigabytes: 0.2 };
}

function stackLine({ stack }: Facts): PlanLine {
  const part = "stack";
  if (stack) {
    const text = "pulumi up: deploy and measure what has changed";
    return { part, text, seconds: 30, gigabytes: 1 };
  }
  const text = "pulumi up: build the images, deploy, measure";
  return { part, text, seconds: 480, gigabytes: 4 };
}

function megabytesOf(tool: Tool): number {
  return releaseOf(tool, { os: "linux", arch: "amd64" }).megabytes;
}

function shortName(name: string): string {
  return name.replace(/^plugin-/, "");
}
