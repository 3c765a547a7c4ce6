import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError, run } from "../../../platform/exec";
import type { ResourceLog } from "../protocol/engineLog";
import type { ImageInputs } from "./imageInputs";
import { nowAndThen } from "./nowAndThen";

/** Sends the image to its registry and returns `repository@sha256:...`. */
export async function pushImage(
  image: ImageInputs,
  log: ResourceLog,
  signal: AbortSignal,
): Promise<string> {
  log.status("Pushing the image to the registry");
  const login = await temporaryLogin(image);
  try {
    const { stdout } = await run("docker", ["push", image.imageName], {
      env: login === undefined ? {} : { DOCKER_CONFIG: login },
      onLine: nowAndThen((line) => log.status(line)),
      signal,
    });
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(stdout)?.[1];
    if (digest === undefined) throw new Error("the registry named no digest for the pushed image");
    return `${repositoryOf(image.imageName)}@${digest}`;
  } catch (error) {
    if (signal.aborted) throw new Error("the push was cancelled");
    if (!(error instanceof CommandError)) throw error;
    throw new Error(`${image.imageName} was not pushed: ${error.stderr.trim() || error.message}`);
  } finally {
    if (login !== undefined) await rm(login, { recursive: true, force: true });
  }
}

/** The user's own ~/.docker is read but never written; credentials of the program stand apart. */
async function temporaryLogin({ registry }: ImageInputs): Promise<string | undefined> {
  if (registry === undefined || registry.username === "") return undefined;
  const folder = await mkdtemp(join(tmpdir(), "tare-login-"));
  const auth = Buffer.from(`${registry.username}:${registry.password}`).toString("base64");
  const config = JSON.stringify({ auths: { [registry.server]: { auth } } });
  await writeFile(join(folder, "config.json"), config, { mode: 0o600 });
  return folder;
}

/** `localhost:5001/app:1` without its tag; the port's colon is none. */
export function repositoryOf(imageName: string): string {
  return imageName.replace(/@sha256:.*$/, "").replace(/:[^:/]*$/, "");
}

const LOCAL = /^((?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?)\/(.+)@(sha256:[0-9a-f]{64})$/;
const MANIFESTS = [
  ...["application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json"],
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
].join(", ");

/**
 * Whether a registry on this machine says that it has no such image (it was made anew). Any other
 * answer, and none, says nothing.
 */
export async function isGoneFromLocalRegistry(repoDigest: string): Promise<boolean> {
  const [, host, repository, digest] = LOCAL.exec(repoDigest) ?? [];
  if (host === undefined) return false;
  try {
    const response = await fetch(`http://${host}/v2/${repository}/manifests/${digest}`, {
      method: "HEAD",
      headers: { accept: MANIFESTS },
      signal: AbortSignal.timeout(5_000),
    });
    return response.status === 404;
  } catch {
    return false;
  }
}
