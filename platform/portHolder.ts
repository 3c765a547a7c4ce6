import { createServer } from "node:net";
import { tryRun } from "./exec";

/**
 * Who holds a TCP port of 127.0.0.1: a container's or a program's name as far as it can be told;
 * `undefined` where the port is free.
 */
export async function portHolder(port: number): Promise<string | undefined> {
  if (await isFree(port)) return undefined;
  return (await container(port)) ?? (await program(port)) ?? "another program";
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

async function container(port: number): Promise<string | undefined> {
  const asked = ["ps", "--filter", `publish=${port}`, "--format", "{{.Names}}"];
  const name = (await tryRun("docker", asked))?.stdout.trim();
  return name === undefined || name === "" ? undefined : `container '${name}'`;
}

async function program(port: number): Promise<string | undefined> {
  const shown = await tryRun("ss", ["-Hltnp", `sport = :${port}`]);
  const found = /users:\(\("([^"]+)",pid=(\d+)/.exec(shown?.stdout ?? "");
  return found === null ? undefined : `'${found[1]}' (process ${found[2]})`;
}
