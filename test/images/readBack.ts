import { z } from "zod";
import { buildImage, type Container, docker } from "./docker";

const socketSchema = z.object({
  port: z.number(),
  listening: z.boolean(),
  backlog: z.number().nullable(),
  reuseport: z.boolean(),
  nodelay: z.boolean(),
  keepalive: z.boolean(),
  keepaliveIdle: z.number(),
  keepaliveInterval: z.number(),
  keepaliveCount: z.number(),
});

const schema = z.object({
  processes: z.array(
    z.object({
      pid: z.number(),
      command: z.array(z.string()),
      threads: z.array(z.string()),
      stacks: z.array(z.number()),
      sockets: z.array(socketSchema),
    }),
  ),
});

export type ReadBack = z.infer<typeof schema>;

/** What the kernel says of the processes in a container: getsockopt, threads, stacks. */
export async function readBack({ id }: Container): Promise<ReadBack> {
  const image = await buildImage("sockread");
  const rights = ["--cap-drop", "ALL", "--cap-add", "SYS_PTRACE", "--network", "none"];
  const text = await docker(["run", "--rm", "--pid", `container:${id}`, ...rights, image]);
  return schema.parse(JSON.parse(text));
}

/** The sockets on the server's port; a socket that several processes share is given once each. */
export function serverSockets({ processes }: ReadBack): z.infer<typeof socketSchema>[] {
  return processes.flatMap(({ sockets }) => sockets).filter(({ port }) => port === 8080);
}
