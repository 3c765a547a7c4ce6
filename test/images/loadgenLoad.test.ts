import {
  BUILD_MILLISECONDS,
  buildImage,
  type Container,
  docker,
  removeAll,
  startServer,
} from "./docker";

interface Result {
  readonly loop: string;
  readonly seconds: number;
  readonly requests: number;
  readonly planned: number | null;
  readonly errors: Readonly<Record<string, number>>;
  readonly wireBytes: number;
  readonly latencyMicros: Readonly<Record<"min" | "p50" | "p99" | "max" | "mean", number>>;
  readonly histogram: string | null;
  readonly served: { readonly fewest: number; readonly most: number };
  readonly generator: { readonly cpuSeconds: number };
}

const NO_ERRORS = { connect: 0, read: 0, status: 0, body: 0, timeout: 0 };

jest.setTimeout(60_000);
afterAll(removeAll);

describe("loadgen load", () => {
  let loadgen: string;
  let server: Container;

  beforeAll(async () => {
    loadgen = await buildImage("loadgen");
    server = await startServer(await buildImage("frameworks/reference"));
  }, BUILD_MILLISECONDS);

  /** The load runs beside the server, in its network. */
  async function load(...options: string[]): Promise<Result> {
    const url = ["--url", "http://127.0.0.1:8080/", "--connections", "8", "--seconds", "1"];
    const run = ["run", "--rm", "--read-only", "--cap-drop", "ALL"];
    const beside = ["--network", `container:${server.id}`, loadgen];
    const said = await docker([...run, ...beside, "/usr/bin/loadgen", "load", ...url, ...options]);
    return JSON.parse(said) as Result;
  }

  test("counts good answers in a closed loop that keeps Little's law", async () => {
    const result = await load();

    expect(result).toMatchObject({ loop: "closed", planned: null, errors: NO_ERRORS });
    expect(result.requests).toBeGreaterThan(100);
    expect(result.served.fewest).toBeGreaterThan(0);
    expect(result.wireBytes % result.requests).toBe(0);
    const inFlight = (result.requests * result.latencyMicros.mean) / 1e6 / result.seconds;
    const overAnEdge = result.latencyMicros.max / 1e6 / result.seconds;
    expect(Math.abs(inFlight / 8 - 1)).toBeLessThan(0.001 + overAnEdge);
  });

  test("answers every planned send of an open loop and gives the latencies", async () => {
    const result = await load("--rate", "500", "--threads", "2", "--histogram");

    expect(result).toMatchObject({ loop: "open", requests: 500, planned: 500, errors: NO_ERRORS });
    expect(result.histogram).toMatch(/^HISTF[A-Za-z0-9+/]+=*$/);
    expect(result.generator.cpuSeconds).toBeGreaterThan(0);
    expect(result.served.most - result.served.fewest).toBeLessThanOrEqual(1);
    const { min, p50, p99, max } = result.latencyMicros;
    expect([min, p50, p99, max]).toEqual([min, p50, p99, max].sort((a, b) => a - b));
  });

  test("says which option is wrong, and what there is", async () => {
    await expect(load("--threads", "9")).rejects.toThrow(
      "threads (9) must be from 1 to connections (8)",
    );
    await expect(load("--rates", "9")).rejects.toThrow(
      "invalid option '--rates'; `loadgen load --help` lists what there is",
    );
  });
});
