import { text } from "./fields";

/** Part of a path in a registry, and a registry with its port, as regular expressions. */
export const NAME = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
export const HOST = "[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?";

/** Of an image with PostgreSQL 17, from its name on: `:17.6-minimal-trixie@sha256:...`. */
export const POSTGRES_17 = ":17(?:[.-][A-Za-z0-9_.-]{1,120})?@sha256:[0-9a-f]{64}$";

/** A field that holds an image of PostgreSQL 17 by tag and digest, for who reads the version in the tag. */
export function postgresReference(meaning: string) {
  const pattern = new RegExp(`^${HOST}(?:/${NAME})+${POSTGRES_17}`);
  return text(meaning, pattern, "a reference by tag and digest, registry/name:17...@sha256:...");
}

/** A field that holds an image by digest: what it names can never change. */
export function reference(meaning: string) {
  const pattern = new RegExp(`^${HOST}(?:/${NAME})+@sha256:[0-9a-f]{64}$`);
  return text(meaning, pattern, "a reference by digest, registry/name@sha256:...");
}
