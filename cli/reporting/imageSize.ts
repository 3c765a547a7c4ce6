import { fetch } from "undici";
import { tryRun } from "../../platform/exec";
import { proxyAgent } from "../../platform/tools/proxy";
import { type ImageSize } from "../../report/report";

interface Manifest {
  readonly manifests?: readonly {
    readonly digest: string;
    readonly platform?: { readonly architecture?: string };
  }[];
  readonly config?: { readonly size: number };
  readonly layers?: readonly { readonly size: number }[];
}

const ACCEPT = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** Sizes of an image: what the registry tells, and what the local engine tells; neither guessed. */
export async function imageSize(image: string): Promise<ImageSize> {
  const [compressed, unpacked] = await Promise.all([compressedBytes(image), unpackedBytes(image)]);
  return {
    ...(compressed === undefined ? {} : { compressed }),
    ...(unpacked === undefined ? {} : { unpacked }),
  };
}

/** Splits `host[:port]/path@sha256:...`; `undefined` for a reference that names no registry. */
export function splitReference(
  image: string,
): { host: string; repository: string; digest: string } | undefined {
  const match = /^([^/@]+[.:][^/@]*|localhost)\/([^@]+?)(?::[^:@/]+)?@(sha256:[0-9a-f]{64})$/.exec(
    image,
  );
  if (match === null) return undefined;
  const [, host = "", repository = "", digest = ""] = match;
  return { host, repository, digest };
}

/** Sum of what is fetched to have the image: its layers and its configuration. */
export function compressedSum({ config, layers }: Manifest): number | undefined {
  if (layers === undefined || config === undefined) return undefined;
  return layers.reduce((sum, { size }) => sum + size, config.size);
}

async function compressedBytes(image: string): Promise<number | undefined> {
  const reference = splitReference(image);
  if (reference === undefined) return undefined;
  const { host, repository, digest } = reference;
  const local = /^(localhost|127\.0\.0\.1)(:|$)/.test(host);
  const scheme = local ? "http" : "https";
  const read = async (wanted: string): Promise<Manifest> => {
    const url = `${scheme}://${host}/v2/${repository}/manifests/${wanted}`;
    const options = { headers: { accept: ACCEPT }, signal: AbortSignal.timeout(10_000) };
    const answer = await fetch(url, local ? options : { ...options, dispatcher: proxyAgent() });
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return (await answer.json()) as Manifest;
  };
  try {
    const manifest = await read(digest);
    const wanted = process.arch === "x64" ? "amd64" : process.arch;
    const own = manifest.manifests?.find(({ platform }) => platform?.architecture === wanted);
    return compressedSum(own === undefined ? manifest : await read(own.digest));
  } catch {
    return undefined; // A registry that asks for a login, or cannot be reached: not known.
  }
}

async function unpackedBytes(image: string): Promise<number | undefined> {
  const asked = ["image", "inspect", "--format", "{{.Size}}", image];
  const size = Number((await tryRun("docker", asked, { timeout: 10_000 }))?.stdout.trim());
  return Number.isSafeInteger(size) && size > 0 ? size : undefined;
}
