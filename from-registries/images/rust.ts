import { cpSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../platform/errors";
import { tryRun } from "../../platform/exec";
import versions from "../../versions.json";
import { debianTrixie } from "./debian";
import type { DockerfileRecipe } from "./recipe";

/**
 * The Rust of the project's Dockerfiles: the host's own toolchain on Debian, as newer compilers
 * than Debian's are in no package registry.
 */
export const rustImage: DockerfileRecipe = {
  kind: "dockerfile",
  name: `rust:${versions.rust}-slim-trixie`,
  seconds: 60,
  bases: [debianTrixie.name],
  collects: `toolchain ${versions.rust} of the host`,
  collect: async (contextDir) => {
    const root = await sysroot();
    for (const folder of ["bin", "lib"]) {
      cpSync(join(root, folder), join(contextDir, "toolchain", folder), { recursive: true });
    }
  },
  dockerfile: `FROM ${debianTrixie.name}
RUN apt-get update -q \\
 && apt-get install -qy --no-install-recommends ca-certificates gcc libc6-dev \\
 && rm -rf /var/lib/apt/lists/*
COPY toolchain/ /usr/local/
ENV CARGO_HOME=/usr/local/cargo PATH=/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
RUN rustc --version && cargo --version
`,
};

async function sysroot(): Promise<string> {
  const version = (await tryRun("rustc", ["--version"]))?.stdout.trim();
  const root = (await tryRun("rustc", ["--print", "sysroot"]))?.stdout.trim();
  if (root !== undefined && version?.startsWith(`rustc ${versions.rust}.`)) return root;
  throw new UserError(
    `the image ${rustImage.name} needs Rust ${versions.rust} on this machine, ` +
      `found ${version ?? "none"}`,
    `'rustup toolchain install ${versions.rust}' and 'rustup default ${versions.rust}', ` +
      "or give this machine access to an image registry",
  );
}
