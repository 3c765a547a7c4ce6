import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../platform/errors";
import { CommandError, run } from "../../platform/exec";
import type { Progress } from "../../platform/progress";
import versions from "../../versions.json";
import { debianTrixie } from "./debian";
import type { DockerfileRecipe } from "./recipe";

const packages = {
  node: `node-linux-${process.arch}@${versions.node}`,
  npm: `npm@${versions.npm}`,
};

/** The Node of the project's Dockerfiles; the npm registry carries the official binary. */
export const nodeImage: DockerfileRecipe = {
  kind: "dockerfile",
  name: "node:20-trixie-slim",
  seconds: 20,
  bases: [debianTrixie.name],
  collects: Object.values(packages).join(", "),
  collect: async (contextDir, progress) => {
    for (const [name, spec] of Object.entries(packages)) {
      await fetchPackage(spec, join(contextDir, name), progress);
    }
  },
  dockerfile: `FROM ${debianTrixie.name}
COPY node/bin/node /usr/local/bin/
COPY npm/ /usr/local/lib/node_modules/npm/
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \\
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \\
 && node --version && npm --version
ENV NODE_VERSION=${versions.node}
CMD ["node"]
`,
};

async function fetchPackage(spec: string, dir: string, progress: Progress): Promise<void> {
  mkdirSync(dir, { recursive: true });
  try {
    const { stdout } = await run("npm", ["pack", "--silent", "--pack-destination", dir, spec], {
      cwd: dir,
      log: progress.log,
      signal: progress.signal,
    });
    const archive = join(dir, stdout.trim().split("\n").at(-1) ?? "");
    await run("tar", ["-xzf", archive, "-C", dir, "--strip-components=1"]);
    await run("rm", [archive]);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new UserError(
      `the npm package ${spec} could not be fetched`,
      "check that the npm registry answers ('npm ping')",
      error.message,
    );
  }
}
