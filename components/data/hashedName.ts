import { createHash } from "node:crypto";

/**
 * Name of an object that never changes: another content is another object, so that what uses it is
 * rolled out, and can be rolled back.
 */
export function hashedName(prefix: string, data: Readonly<Record<string, string>>): string {
  const hash = createHash("sha256").update(JSON.stringify(Object.entries(data)));
  return `${prefix}-${hash.digest("hex").slice(0, 8)}`;
}
