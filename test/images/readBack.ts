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
  schema: z.literal("tare-nodeprobe/1"),
  processes: z.array(
    z.object({
      pid: z.number(),
      command: z.array(z.string()),
      threads: z.array(z.object({ name: z.string(), cpus: z.string() })),
      stacks: z.array(z.number()),
      sockets: z.array(socketSchema),
    }),
  ),
});

export type ReadBack = z.infer<typeof schema>;

/** To look into processes of another user; Docker's own filter knows no pidfd_getfd. */
export const RIGHTS = [
  ...["--user", "0:0", "--cap-drop", "ALL", "--cap-add", "SYS_PTRACE", "--read-only"],
  ...["--security-opt", "seccomp=unconfined", "--security-opt", "no-new-privileges"],
];

/** Checks that it has the shape of what nodeprobe tells about processes. */
export function parseReadBack(document: unknown): ReadBack {
  return schema.parse(document);
}

/** The image that reads. Built before a connection is held: a server closes one that idles long. */
export function buildReader(): Promise<string> {
  return buildImage("nodeprobe");
}

/** What the kernel says of the processes in a container: getsockopt, threads, stacks. */
export async function readBack({ id }: Container, reader: string): Promise<ReadBack> {
  const alone = ["--rm", "--network", "none", "--pid", `container:${id}`];
  const text = await docker(["run", ...alone, ...RIGHTS, reader, "/nodeprobe", "print"]);
  return parseReadBack(JSON.parse(text));
}

/** The sockets on the server's port; a socket that several processes share is given once each. */
export function serverSockets({ processes }: ReadBack): z.infer<typeof socketSchema>[] {
  return processes.flatMap(({ sockets }) => sockets).filter(({ port }) => port === 8080);
}
