import type { DiffCall, DiffResult, PropertyDiff } from "../protocol/provider";
import { structuralDiff } from "../protocol/structuralDiff";
import { type JsonObject, revealMap, Unknown, type ValueMap, asText } from "../protocol/values";
import { builtInKind } from "./kinds";
import { annotationOf, AUTONAMED, isAutonamed, metadataOf } from "./names";
import { mustReplace } from "./replaceTable";
import { previousInputs } from "./state";
import { condition } from "./wait/readiness";

/** Compares what the program asked for before with what it asks for now; the cluster is not asked. */
export function resourceDiff(call: DiffCall): DiffResult {
  const olds = revealMap(previousInputs(call));
  const news = revealMap(call.news);
  const kind = asText(news["kind"] ?? olds["kind"]);
  const isBuiltIn = builtInKind(asText(olds["apiVersion"]), kind) !== undefined;
  const detailed = new Map<string, PropertyDiff>();
  for (const [path, change] of namesAside(olds, news)) {
    detailed.set(path, { ...change, replace: mustReplace(path, isBuiltIn ? kind : undefined) });
  }
  if (kind === "Job" && isToBeMadeAgain(news, revealMap(call.olds) as JsonObject)) {
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

/**
 * Whether a Job failed, as far as the state knows, that carries `pulumi.com/replaceUnready`: it never
 * starts anew, so that without a replacement every later update would fail with it.
 */
function isToBeMadeAgain(inputs: ValueMap, outputs: JsonObject): boolean {
  const asked = annotationOf(inputs, "pulumi.com/replaceUnready") === "true";
  return asked && condition(outputs, "Failed")?.status === "True";
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
