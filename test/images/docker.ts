import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type RunOptions, run, tryRun } from "../../platform/exec";
import { binDir } from "../../platform/tools/folders";

const SERVICES = join(__dirname, "../../services");
/** What a pod of the frameworks stack may do at most. */
export const RESTRICTED = [
  ...["--cpus", "2", "--memory", "512m", "--read-only", "--cap-drop", "ALL"],
  ...["--security-opt", "no-new-privileges"],
];
/** A build on two busy cores, from nothing. */
export const BUILD_MILLISECONDS = 600_000;

const started = new Set<string>();

/** Runs docker; the output without the last line end. */
export async function docker(args: readonly string[], options: RunOptions = {}): Promise<string> {
  return (await run("docker", args, { timeout: 60_000, ...options })).stdout.trim();
}

/** Builds the image of a folder of services/ and gives its id. Built before, it is a second's work. */
export async function buildImage(folder: string): Promise<string> {
  const scratch = mkdtempSync(join(tmpdir(), "tare-images-"));
  const env = {
    PATH: `${binDir()}${delimiter}${process.env.PATH ?? ""}`,
    BUILDX_CONFIG: scratch,
    BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
  };
  const bundle = process.env.SSL_CERT_FILE;
  const company = bundle ? ["--network", "host", "--secret", `id=ca,src=${bundle}`] : [];
  const file = join(SERVICES, folder, "Dockerfile");
  const idFile = join(scratch, "id");
  const args = ["build", "--builder", "default", "--load", "--file", file, "--iidfile", idFile];
  try {
    const alone = (await tryRun("buildx", ["version"], { env })) !== undefined;
    const [program, first] = alone ? ["buildx", []] : ["docker", ["buildx"]];
    const all = [...first, ...args, ...company, SERVICES];
    await run(program, all, { env, timeout: BUILD_MILLISECONDS });
    return readFileSync(idFile, "utf8").trim();
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A running container. */
export interface Container {
  readonly id: string;
  /** Port on 127.0.0.1 that leads to the container's own. */
  readonly port: number;
}

/** Starts a server the way its pod runs, and waits until it is ready. */
export async function startServer(
  image: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Container> {
  const env = Object.entries(settings).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
  const reach = ["--publish", "127.0.0.1::8080", "--add-host", "upstream:host-gateway"];
  return startReady([...RESTRICTED, ...reach, ...env, image], 8080);
}

/** Starts a container with these arguments, and waits until `/readyz` is answered on its port. */
export async function startReady(args: readonly string[], inside: number): Promise<Container> {
  const container = await startContainer(args, inside);
  await ready(container.id, container.port);
  return container;
}

/** Starts a container with these arguments, and waits for nothing. */
export async function startContainer(args: readonly string[], inside: number): Promise<Container> {
  const id = await docker(["run", "--detach", ...args]);
  started.add(id);
  const address = await docker(["port", id, `${inside}/tcp`]);
  return { id, port: Number(/:(\d+)$/m.exec(address)?.[1]) };
}

async function ready(id: string, port: number): Promise<void> {
  const end = Date.now() + 30_000;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.status === 200) return;
    if (Date.now() > end) throw new Error(`not ready: ${await docker(["logs", id])}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Runs a container to its end, which is expected soon; gives exit code and standard error. */
export async function runToEnd(
  image: string,
  settings: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = Object.entries(settings).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
  const id = await docker(["create", ...RESTRICTED, ...options, ...env, image]);
  started.add(id);
  await docker(["start", id]);
  const code = Number(await docker(["wait", id]));
  const { stdout, stderr } = await run("docker", ["logs", id], { timeout: 10_000 });
  return { code, stdout, stderr };
}

/** Starts a container beside another one, and gives its id: they share network and processes. */
export async function startBeside(
  { id }: Container,
  image: string,
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  const env = Object.entries(settings).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
  const other = await docker(["run", "--detach", ...RESTRICTED, ...beside(id), ...env, image]);
  started.add(other);
  return other;
}

/** Options of a container that shares network and processes with another one. */
export function beside(id: string): string[] {
  return ["--network", `container:${id}`, "--pid", `container:${id}`];
}

/** Sends SIGTERM and gives the exit code and the seconds until the end. */
export async function terminate({ id }: Container): Promise<{ code: number; seconds: number }> {
  const begin = Date.now();
  await docker(["kill", "--signal", "TERM", id]);
  const code = Number(await docker(["wait", id]));
  return { code, seconds: (Date.now() - begin) / 1000 };
}

/** Removes every container that this test file started. */
export async function removeAll(): Promise<void> {
  if (started.size > 0) await docker(["rm", "--force", "--volumes", ...started]);
  started.clear();
}
