import { mkdirSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { installPackages } from "../../platform/apt";
import { debianMirror } from "../../platform/debianMirror";
import { UserError } from "../../platform/errors";
import { run, tryRun } from "../../platform/exec";
import type { Progress } from "../../platform/progress";
import type { DebianRecipe } from "./recipe";

const mirror = debianMirror();

/** Documentation, translations and package lists have no use in a container. */
const SLIM = `
find "$1/usr/share/doc" -depth -type f ! -name copyright -delete
find "$1/usr/share/doc" -depth -type d -empty -delete
find "$1/usr/share/locale" -mindepth 1 -maxdepth 1 ! -name locale.alias -exec rm -r {} +
rm -rf "$1"/usr/share/man/* "$1"/usr/share/info/* "$1"/usr/share/lintian/* \\
  "$1"/var/cache/apt/*.bin "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/*_* \\
  "$1"/var/log/* "$1"/etc/hostname "$1"/etc/resolv.conf
`;

/** The reference that the project's Dockerfiles name, and the base of every other image here. */
export const debianTrixie: DebianRecipe = {
  kind: "debian",
  name: "debian:trixie-slim",
  suite: "trixie",
  files: configuration("trixie"),
  slim: SLIM,
  seconds: 40,
};

/** Base of the node image only: systemd 257, from trixie on, refuses hosts with cgroup v1. */
export const debianBookworm: DebianRecipe = {
  kind: "debian",
  name: "debian:bookworm-slim",
  suite: "bookworm",
  files: configuration("bookworm"),
  slim: SLIM,
  seconds: 40,
};

/** Makes the root in `workDir` and imports it as `recipe.name`. */
export async function makeDebian(
  recipe: DebianRecipe,
  labels: readonly string[],
  workDir: string,
  progress: Progress,
): Promise<void> {
  await requireDebootstrap(progress);
  const root = join(workDir, "root");
  const archive = join(workDir, "root.tar");
  const options = { log: progress.log, signal: progress.signal };
  progress.note(`${recipe.name}: debootstrap, about ${recipe.seconds} s`);
  await run("debootstrap", ["--variant=minbase", recipe.suite, root, mirror.main], options);
  for (const [path, text] of Object.entries(recipe.files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  await run("sh", ["-euc", recipe.slim, "slim", root], options);
  await run("tar", ["-C", root, "-cf", archive, "."], options);
  const changes = ['CMD ["bash"]', ...labels.map((label) => `LABEL ${label}`)];
  const flags = changes.flatMap((change) => ["--change", change]);
  await run("docker", ["import", ...flags, archive, recipe.name], options);
  await rm(root, { recursive: true, force: true });
}

async function requireDebootstrap(progress: Progress): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw new UserError(
      "base images have to be made with debootstrap, which only root can run",
      "run as root, or give this machine access to an image registry",
    );
  }
  if ((await tryRun("debootstrap", ["--version"])) === undefined) {
    await installPackages(["debootstrap", "debian-archive-keyring"], progress);
  }
}

function configuration(suite: string): Readonly<Record<string, string>> {
  return {
    "etc/apt/sources.list": "",
    "etc/apt/sources.list.d/debian.sources": `Types: deb
URIs: ${mirror.main}
Suites: ${suite} ${suite}-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: ${mirror.security}
Suites: ${suite}-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`,
    "etc/apt/apt.conf.d/container": `APT::Install-Recommends "false";
Acquire::Languages "none";
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb"; };
`,
    "etc/dpkg/dpkg.cfg.d/container": `path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/man/*
path-exclude /usr/share/info/*
path-exclude /usr/share/locale/*
path-include /usr/share/locale/locale.alias
`,
  };
}
