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

/** To look into processes of another user; Docker's own filter knows no pidfd_getfd. */
const RIGHTS = [
  ...["--cap-drop", "ALL", "--cap-add", "SYS_PTRACE", "--cap-add", "DAC_READ_SEARCH"],
  ...["--security-opt", "seccomp=unconfined", "--network", "none"],
];

/** The image that reads. Built before a connection is held: a server closes one that idles long. */
export function buildReader(): Promise<string> {
  return buildImage("nodeprobe");
}

/** What the kernel says of the processes in a container: getsockopt, threads, stacks. */
export async function readBack({ id }: Container, reader: string): Promise<ReadBack> {
  const text = await docker(["run", "--rm", "--pid", `container:${id}`, ...RIGHTS, reader]);
  return schema.parse(JSON.parse(text));
}

/** The sockets on the server's port; a socket that several processes share is given once each. */
export function serverSockets({ processes }: ReadBack): z.infer<typeof socketSchema>[] {
  return processes.flatMap(({ sockets }) => sockets).filter(({ port }) => port === 8080);
}
