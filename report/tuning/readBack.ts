import { z } from "zod";

const socketSchema = z.object({
  port: z.number(),
  listening: z.boolean(),
  backlog: z.number().nullable(),
  keepalive: z.boolean(),
  keepaliveIdle: z.number(),
  keepaliveInterval: z.number(),
  keepaliveCount: z.number(),
});

/** What nodeprobe reads of an arm's processes, and what the kernel holds as their environment. */
const effectiveSchema = z.object({
  processes: z.array(
    z.object({
      command: z.array(z.string()),
      threads: z.array(z.object({ name: z.string() })),
      stacks: z.array(z.number()),
      sockets: z.array(socketSchema),
    }),
  ),
  told: z.record(z.string(), z.array(z.string().nullable())).default({}),
});
type Effective = z.infer<typeof effectiveSchema>;
type Socket = z.infer<typeof socketSchema>;

const KIB = 1024;
/** Between a stack and its neighbour, and what the C library rounds up, in KiB. */
const GUARD = 4;
const MOST_AROUND_STACK = 20;
const SERVING_THREAD = /^(?:tokio-rt-worker|worker-\d+)$/;
const STACK_OPTION = /^--stack-size=(\d+)$/;

/** Of what is not set, and of keepalive that is not asked for. */
export const OFF = "off";

type Read = number | typeof OFF | undefined;

/** How each setting shows in what the kernel says; what is in no list is an environment variable. */
const READERS: Readonly<Record<string, (seen: Effective, told?: string) => Read>> = {
  WORKERS: workers,
  BACKLOG: (seen) => listening(seen)?.backlog ?? undefined,
  KEEPALIVE_IDLE: (seen) => keepalive(seen, ({ keepaliveIdle }) => keepaliveIdle),
  KEEPALIVE_INTERVAL: (seen) => keepalive(seen, ({ keepaliveInterval }) => keepaliveInterval),
  KEEPALIVE_COUNT: (seen) => keepalive(seen, ({ keepaliveCount }) => keepaliveCount),
  STACK_KIB: stack,
  POOL_SIZE: (seen) => outgoing(seen).length,
};

/** One setting as it was told and as it came to be. */
export interface SettingReadBack {
  /** `WORKERS`. */
  readonly name: string;
  readonly told: string;
  /** What the default has; absent is not known. */
  readonly default?: string;
  /** What the server that was told has. */
  readonly variant?: string;
  /** Whether that is what it was told. */
  readonly kept: boolean;
}

/**
 * Reads each told setting back on both arms. What does not hold for one start of a server is shown as it was in
 * that one.
 *
 * @param arms As nodeprobe read them, of each start.
 */
export function readBack(
  settings: Readonly<Record<string, string>>,
  arms: { readonly default: readonly unknown[]; readonly variant: readonly unknown[] },
): SettingReadBack[] {
  return Object.entries(settings).map(([name, told]) => {
    const [before] = arms.default.map((one) => valueOf(name, one));
    const variants = arms.variant.map((one) => valueOf(name, one, told));
    const other = variants.findIndex((one) => one !== told);
    const variant = variants[Math.max(0, other)];
    return {
      name,
      told,
      ...(before !== undefined && { default: before }),
      ...(variant !== undefined && { variant }),
      kept: variants.length > 0 && other < 0,
    };
  });
}

/** @param told To which a value that cannot be read exactly is held. */
function valueOf(name: string, effective: unknown, told?: string): string | undefined {
  const parsed = effectiveSchema.safeParse(effective);
  if (!parsed.success) return undefined;
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  return read === undefined ? environment(name, parsed.data) : read(parsed.data, told)?.toString();
}

/** The value that every process has; none where they differ. */
function environment(name: string, { told }: Effective): string | undefined {
  const [value, ...others] = told[name] ?? [];
  return others.length > 0 ? undefined : value === null ? OFF : value;
}

/** Threads that serve; of Node the processes, of which the first hands out work if there are more. */
function workers({ processes }: Effective): number | undefined {
  const threads = processes.flatMap((one) => one.threads);
  const named = threads.filter(({ name }) => SERVING_THREAD.test(name)).length;
  if (named > 0) return named;
  return processes.length === 0 ? undefined : Math.max(1, processes.length - 1);
}

/** In KiB: as V8 was told, or the size that most threads have. */
function stack({ processes }: Effective, told?: string): number | undefined {
  const options = processes.flatMap(({ command }) =>
    command.flatMap((part) => STACK_OPTION.exec(part)?.[1] ?? []),
  );
  if (options.length > 0) return Number(options[0]);
  const sizes = processes.flatMap(({ stacks }) => stacks.map((bytes) => Math.floor(bytes / KIB)));
  const wanted = Number(told);
  const meets = sizes.some((size) => size >= wanted && size <= wanted + MOST_AROUND_STACK);
  if (meets) return wanted;
  const most = commonest(sizes);
  return most === undefined ? undefined : most - GUARD;
}

function commonest(values: readonly number[]): number | undefined {
  const count = (value: number): number => values.filter((one) => one === value).length;
  return [...values].sort((a, b) => count(b) - count(a))[0];
}

function listening({ processes }: Effective): Socket | undefined {
  return processes.flatMap(({ sockets }) => sockets).find((socket) => socket.listening);
}

/** Of a connection that was taken from a client. */
function keepalive(seen: Effective, of: (socket: Socket) => number): Read {
  const port = listening(seen)?.port;
  const sockets = seen.processes.flatMap((one) => one.sockets);
  const found = sockets.find((one) => !one.listening && one.port === port);
  return found?.keepalive === false ? OFF : found && of(found);
}

/** Connections that the server itself has opened. */
function outgoing(seen: Effective): Socket[] {
  const port = listening(seen)?.port;
  const sockets = seen.processes.flatMap((one) => one.sockets);
  return sockets.filter((one) => !one.listening && one.port !== port);
}
