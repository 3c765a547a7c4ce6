import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Figure } from "./ratio";
import { root, ScratchStack } from "./scratchStack";

const SERVER = "hyperlane";
const IMAGE = "tare-bench/hyperlane:bench";

/** Size of a Rust image, and what a one-line change costs against a build from nothing. */
export function imageFigures(env: NodeJS.ProcessEnv): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), "tare-bench-image-"));
  const services = join(folder, "services");
  cpSync(join(root, "services"), services, {
    recursive: true,
    filter: (path) => !path.startsWith(join(root, "services", "target")),
  });
  const dockerfile = join(services, "frameworks", SERVER, "Dockerfile");
  withoutCache(dockerfile);
  const stack = new ScratchStack("bench-image", program(services, dockerfile), env);
  try {
    const clean = stack.up();
    appendFileSync(join(services, "frameworks", SERVER, "src", "main.rs"), "\n// One more line.\n");
    const rebuild = stack.up();
    return [sizeFigure(folder), rebuildFigure(clean, rebuild)];
  } finally {
    stack.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A variable that no earlier build had, right after the first FROM: every layer is made anew. What the
 * linker kept of earlier builds is out of reach, too.
 */
function withoutCache(dockerfile: string): void {
  const fresh = `bench-${Date.now()}`;
  const text = readFileSync(dockerfile, "utf8")
    .replace(/^FROM .*$/m, `$&\nENV TARE_BENCH=${fresh}`)
    .replaceAll("type=cache,target=/thinlto", `type=cache,id=${fresh},target=/thinlto`);
  writeFileSync(dockerfile, text);
}

function program(context: string, dockerfile: string): string {
  const build = JSON.stringify({ context, dockerfile });
  return `
import { Image } from "@pulumi/docker/image";
new Image("${SERVER}", { imageName: "${IMAGE}", build: ${build}, skipPush: true });
`;
}

function sizeFigure(folder: string): Figure {
  const docker = (...args: string[]): string =>
    execFileSync("docker", args, { encoding: "utf8" }).trim();
  const image = Number(docker("image", "inspect", "--format", "{{.Size}}", IMAGE));
  const container = docker("create", IMAGE);
  const binary = join(folder, SERVER);
  docker("cp", `${container}:/${SERVER}`, binary);
  docker("rm", container);
  docker("rmi", IMAGE);
  execFileSync("strip", [binary]);
  return {
    name: "Rust image",
    measured: image / statSync(binary).size,
    atMost: 1.05,
    unit: "ratio",
    how: `unpacked image of ${SERVER} (${image} bytes) / its stripped binary`,
  };
}

function rebuildFigure(clean: number, rebuild: number): Figure {
  return {
    name: "Rebuild after a one-line change",
    measured: rebuild / clean,
    atMost: 0.25,
    unit: "ratio",
    how: `update after one more line in ${SERVER} (${rebuild.toFixed(1)} s) / without any cached layer (${clean.toFixed(1)} s)`,
  };
}
