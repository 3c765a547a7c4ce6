import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Instance } from "../instance";

export function passphraseFile(instance: Instance): string {
  return join(instance.stateDir, "passphrase");
}

/** Generates the passphrase of the stack's secrets, once; only its owner can read it. */
export function ensurePassphrase(instance: Instance): void {
  const file = passphraseFile(instance);
  if (existsSync(file)) return;
  mkdirSync(instance.stateDir, { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}`; // A full disk must not leave an empty passphrase.
  writeFileSync(fresh, randomBytes(32).toString("base64url"), { mode: 0o600 });
  renameSync(fresh, file);
}
