import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StrictSchemas } from "./strictSchemas";

/** Schemas as `npm run schemas` left them. */
export interface Vendored extends StrictSchemas {
  /** What makes the file. */
  readonly madeBy: string;
  /** What it is made from: `Kubernetes 1.37.0`. */
  readonly source: string;
}

/** What Kubernetes knows by itself, and what CloudNativePG adds. */
export const VENDORED = {
  kubernetes: join(__dirname, "kubernetes.json"),
  cloudNativePg: join(__dirname, "cloudNativePg.json"),
} as const;

export function vendored(name: keyof typeof VENDORED): Vendored {
  return JSON.parse(readFileSync(VENDORED[name], "utf8")) as Vendored;
}
