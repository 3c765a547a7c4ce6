import type { RawResult } from "../../report/rawResult";
import { sampleResult, type SampleServer } from "./sampleSession";

const BLOCKS = { peak: 3, cost: 3 };
const KIB = 1024;

/** What nodeprobe reads of a server with these settings; of one with none, its own of 10 and 128. */
export function effectiveOf(settings: Readonly<Record<string, string>>, port = 8081) {
  const number = (name: string, otherwise: number): number => Number(settings[name] ?? otherwise);
  const socket = { port, listening: false, backlog: null, keepalive: false };
  const probes = { keepaliveIdle: 7200, keepaliveInterval: 75, keepaliveCount: 9 };
  const idle = settings["KEEPALIVE_IDLE"];
  return {
    cpu: { quotaMicros: 200_000, periodMicros: 100_000 },
    memory: { limitBytes: 512 * KIB ** 2 },
    told: Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, [value]])),
    processes: [
      {
        command: ["/server"],
        threads: Array.from({ length: number("WORKERS", 2) }, () => ({ name: "tokio-rt-worker" })),
        stacks: Array<number>(2).fill((number("STACK_KIB", 2048) + 4) * KIB),
        sockets: [
          { ...socket, ...probes, listening: true, backlog: number("BACKLOG", 128) },
          {
            ...{ ...socket, ...probes, keepalive: idle !== undefined },
            ...(idle !== undefined && { keepaliveIdle: Number(idle) }),
          },
          ...Array.from({ length: number("POOL_SIZE", 10) }, (_, index) => {
            return { ...socket, ...probes, port: 40_000 + index };
          }),
        ],
      },
    ],
  };
}

/** A session of one server under these settings beside its default. */
export function sampleVariant(
  experiment: string,
  server: SampleServer,
  variant: Partial<SampleServer> & Pick<SampleServer, "name">,
  settings: Readonly<Record<string, string>>,
): RawResult {
  const first = { ...server, name: `${server.name}-default` };
  const result = sampleResult(first, { ...first, ...variant }, { blocks: BLOCKS, seed: 31 });
  const image = `registry/${server.name}@sha256:1`;
  const [yardstick, subject] = result.arms;
  const [{ rate, requests, planned, wireBytes }] = result.slices.filter(
    ({ phase, arm }) => phase === "latency" && arm === first.name,
  );
  return {
    ...result,
    experiment,
    arms: [
      { ...yardstick, image, settings: {} },
      { ...subject, image, settings: { ...settings } },
    ],
    plan: { ...result.plan, latency: { ...result.plan.latency, peak: "yardstick" } },
    effective: {
      [yardstick.name]: effectiveOf({}),
      [subject.name]: effectiveOf(settings, 8082),
    },
    // Both get the same rate.
    slices: result.slices.map((slice) =>
      slice.phase === "latency" ? { ...slice, rate, requests, planned, wireBytes } : slice,
    ),
    article: null,
  };
}
