import type { DiffCall, DiffResult, PropertyDiff } from "../protocol/provider";
import { structuralDiff } from "../protocol/structuralDiff";
import { revealMap, Unknown, type ValueMap, asText } from "../protocol/values";
import { isFailedJob } from "./failedJob";
import { builtInKind } from "./kinds";
import { AUTONAMED, isAutonamed, metadataOf } from "./names";
import { mustReplace } from "./replaceTable";
import type { Settings } from "./settings";
import { previousInputs } from "./state";

/** Compares what the program asked for before with what it asks for now; the cluster is not asked. */
export function resourceDiff(call: DiffCall, settings: Settings): DiffResult {
  const olds = revealMap(previousInputs(call));
  const news = revealMap(call.news);
  const kind = asText(news["kind"] ?? olds["kind"]);
  const builtIn = builtInKind(asText(olds["apiVersion"]), kind) !== undefined;
  const options = { builtIn, kind, mutableData: isMutable(kind, olds, settings) };
  const detailed = new Map<string, PropertyDiff>();
  for (const [path, change] of namesAside(olds, news)) {
    detailed.set(path, { ...change, replace: mustReplace(path, options) });
  }
  if (isFailedJob(kind, news, revealMap(call.olds))) {
    detailed.set("metadata", { kind: "update", replace: true });
  }
  return { detailed, deleteBeforeReplace: needsTheSameName(olds, news) };
}

/** A name that the program gave before and gives no more counts as taken away. */
function namesAside(olds: ValueMap, news: ValueMap): Map<string, PropertyDiff> {
  const changes = structuralDiff(olds, news);
  if (isAutonamed(news) && !isAutonamed(olds)) {
    for (const path of [...changes.keys()]) {
      if (path === "metadata.name" || path.includes(AUTONAMED)) changes.delete(path);
    }
    const given = metadataOf(olds)["annotations"] !== undefined;
    if (!given) changes.delete("metadata.annotations");
    changes.set("metadata.name", { kind: "delete", inputDiff: true });
  }
  return changes;
}

function isMutable(kind: string, olds: ValueMap, settings: Settings): boolean {
  if (olds["immutable"] === true) return false;
  return kind === "ConfigMap"
    ? settings.mutableConfigMaps
    : kind === "Secret" && settings.mutableSecrets;
}

/** Two objects of one name cannot stand side by side: the old one has to go first. */
function needsTheSameName(olds: ValueMap, news: ValueMap): boolean {
  const [before, after] = [metadataOf(olds), metadataOf(news)];
  return (
    !isAutonamed(news) &&
    !(after["name"] instanceof Unknown) &&
    before["name"] === after["name"] &&
    before["namespace"] === after["namespace"]
  );
}
