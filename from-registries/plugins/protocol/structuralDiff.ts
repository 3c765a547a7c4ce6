import type { PropertyDiff } from "./provider";
import { isMap, Unknown, type Value, type ValueMap } from "./values";

/**
 * Every place where two property bags differ, as the official plugin names them: leaves by path,
 * arrays by index, a subtree that came or went as one entry.
 */
export function structuralDiff(olds: ValueMap, news: ValueMap): Map<string, PropertyDiff> {
  const found = new Map<string, PropertyDiff>();
  diffMaps(olds, news, "", found);
  return found;
}

function diffMaps(olds: ValueMap, news: ValueMap, at: string, found: Found): void {
  const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
  for (const key of [...keys].sort()) diffValues(olds[key], news[key], join(at, key), found);
}

type Found = Map<string, PropertyDiff>;

function diffValues(
  old: Value | undefined,
  now: Value | undefined,
  at: string,
  found: Found,
): void {
  if (isAbsent(old) && isAbsent(now)) return;
  if (isAbsent(now)) found.set(at, { kind: "delete", inputDiff: true });
  else if (isAbsent(old)) found.set(at, { kind: "add" });
  else if (isMap(old) && isMap(now)) diffMaps(old, now, at, found);
  // The engine asks "what if all of this changed?" with one unknown in place of a map.
  else if (isMap(old) && now instanceof Unknown) diffMaps(old, {}, at, found);
  else if (Array.isArray(old) && Array.isArray(now)) diffArrays(old, now, at, found);
  else if (old !== now) found.set(at, { kind: "update" });
}

function diffArrays(olds: Value[], news: Value[], at: string, found: Found): void {
  for (let index = 0; index < Math.max(olds.length, news.length); index++) {
    diffValues(olds[index], news[index], `${at}[${index}]`, found);
  }
}

function isAbsent(value: Value | undefined): boolean {
  return value === undefined || value === null;
}

function join(at: string, key: string): string {
  if (/[.[\]"]/.test(key)) return `${at}[${JSON.stringify(key)}]`;
  return at === "" ? key : `${at}.${key}`;
}
