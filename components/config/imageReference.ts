import { text } from "./fields";

/** Part of a path in a registry, and a registry with its port, as regular expressions. */
export const NAME = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
export const HOST = "[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?";

/** A field that holds an image by digest: what it names can never change. */
export function reference(meaning: string) {
  const pattern = new RegExp(`^${HOST}(?:/${NAME})+@sha256:[0-9a-f]{64}$`);
  return text(meaning, pattern, "a reference by digest, registry/name@sha256:...");
}
