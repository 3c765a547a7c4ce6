import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError, run, tryRun } from "../../../platform/exec";
import type { ResourceLog } from "../protocol/engineLog";
import { buildFailure } from "./buildFailure";
import type { ImageInputs } from "./imageInputs";
import { nowAndThen } from "./nowAndThen";

/** Variables by which a company's proxy reaches a build; Docker keeps them out of the image. */
const PROXY = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"];

/** Builds with the engine's own BuildKit and returns the local image's id, `sha256:...`. */
export async function buildImage(
  image: ImageInputs,
  log: ResourceLog,
  signal: AbortSignal,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tare-build-"));
  try {
    const idFile = join(folder, "id");
    const [program, first] = await builder();
    log.status("Building the image");
    await run(
      program,
      [...first, ...buildArguments(image, process.env), "--iidfile", idFile, image.context],
      {
        env: { BUILDX_CONFIG: folder, BUILDX_NO_DEFAULT_ATTESTATIONS: "1" },
        onLine: nowAndThen((line) => log.status(line)),
        signal,
      },
    );
    return (await readFile(idFile, "utf8")).trim();
  } catch (error) {
    throw explained(error, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The arguments of `buildx build`, without the context. */
export function buildArguments(image: ImageInputs, env: NodeJS.ProcessEnv): string[] {
  const many = (flag: string, values: readonly string[]): string[] =>
    values.flatMap((value) => [flag, value]);
  const args = Object.entries(image.args).map(([name, value]) => `${name}=${value}`);
  const proxies = PROXY.filter((name) => env[name] !== undefined && !(name in image.args));
  return [
    ...["build", "--builder", "default", "--progress", "plain", "--load"],
    ...["--file", image.dockerfile, "--tag", image.imageName],
    ...(image.platform === "" ? [] : ["--platform", image.platform]),
    ...(image.target === undefined ? [] : ["--target", image.target]),
    ...many("--build-arg", [...args, ...proxies]),
    ...many("--add-host", image.addHosts),
    ...many("--cache-from", image.cacheFrom),
    ...companyCa(image, env),
  ];
}

/**
 * Where a company re-signs TLS, the build fetches through the host's network, unless the program
 * names another, and may mount the company's certificates as the secret `ca`. Nothing of either is
 * left in the image.
 */
function companyCa(image: ImageInputs, env: NodeJS.ProcessEnv): string[] {
  const bundle = env["SSL_CERT_FILE"] ?? "";
  const network = image.network ?? (bundle === "" ? undefined : "host");
  return [
    ...(network === undefined ? [] : ["--network", network]),
    ...(bundle === "" ? [] : ["--secret", `id=ca,src=${bundle}`]),
  ];
}

async function builder(): Promise<[string, string[]]> {
  if ((await tryRun("buildx", ["version"])) !== undefined) return ["buildx", []];
  if ((await tryRun("docker", ["buildx", "version"])) !== undefined) return ["docker", ["buildx"]];
  throw new Error(
    "no buildx found: put the program buildx on the PATH, or install docker's buildx",
  );
}

function explained(error: unknown, signal: AbortSignal): Error {
  if (signal.aborted) return new Error("the build was cancelled");
  if (!(error instanceof CommandError)) return error as Error;
  const daemon = /Cannot connect to the Docker daemon|failed to connect to the docker API/i;
  if (daemon.test(error.stderr)) return new Error(NO_ENGINE);
  return new Error(`the image was not built:\n${buildFailure(error.stderr)}`);
}

const NO_ENGINE =
  "the image was not built: no container engine answers. Start one (dockerd, Docker Desktop), " +
  "or set DOCKER_HOST";
