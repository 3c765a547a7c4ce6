import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Instance } from "../instance";
import { writeWhole } from "../wholeFile";

export function passphraseFile(instance: Instance): string {
  return join(instance.stateDir, "passphrase");
}

/** Generates the passphrase of the stack's secrets, once; only its owner can read it. */
export function ensurePassphrase(instance: Instance): void {
  const file = passphraseFile(instance);
  if (existsSync(file)) return;
  mkdirSync(instance.stateDir, { recursive: true, mode: 0o700 });
  // A full disk must not leave an empty passphrase.
  writeWhole(file, randomBytes(32).toString("base64url"), 0o600);
}
