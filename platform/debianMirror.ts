import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Where Debian packages come from. */
export interface DebianMirror {
  readonly main: string;
  readonly security: string;
}

const official: DebianMirror = {
  main: "http://deb.debian.org/debian",
  security: "http://deb.debian.org/debian-security",
};
const APT = "/etc/apt";

/**
 * The mirror that this machine is set up to use, as companies do, else Debian's own. Only plain
 * HTTP counts: packages are signed, and a container that is being made has no certificates yet.
 *
 * @param sources Texts of apt's source lists. @default - those of this machine
 */
export function debianMirror(sources: readonly string[] = readSources()): DebianMirror {
  const text = sources.map((each) => each.replace(/#.*$/gm, "")).join("\n");
  // An address with a password in it would stand in every image that is made.
  const addresses = (text.match(/\bhttp:\/\/\S+/g) ?? []).filter((one) => !one.includes("@"));
  const find = (path: RegExp): string | undefined =>
    addresses.map((address) => address.replace(/\/+$/, "")).find((address) => path.test(address));
  return {
    main: find(/\/debian$/) ?? official.main,
    security: find(/\/debian-security$/) ?? official.security,
  };
}

function readSources(): readonly string[] {
  const folder = join(APT, "sources.list.d");
  const more = existsSync(folder) ? readdirSync(folder).sort() : [];
  const files = [join(APT, "sources.list"), ...more.map((name) => join(folder, name))];
  return files
    .filter((file) => /\.(list|sources)$/.test(file) && existsSync(file))
    .map((file) => readFileSync(file, "utf8"));
}
