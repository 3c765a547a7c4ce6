import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StrictSchemas } from "./strictSchemas";

/** The schemas as `npm run schemas` left them. */
export interface Vendored extends StrictSchemas {
  /** What makes the file. */
  readonly madeBy: string;
  /** Version of Kubernetes. */
  readonly kubernetes: string;
}

export const VENDORED = join(__dirname, "kubernetes.json");

export function vendored(): Vendored {
  return JSON.parse(readFileSync(VENDORED, "utf8")) as Vendored;
}
