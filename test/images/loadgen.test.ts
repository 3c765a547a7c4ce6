import { parseRawLog } from "../../report/parseRawLog";
import {
  beside,
  BUILD_MILLISECONDS,
  buildImage,
  type Container,
  docker,
  removeAll,
  runToEnd,
  startBeside,
  startServer,
} from "./docker";

const PLAN = {
  connections: 8,
  threads: 1,
  seed: 3,
  settleMillis: 50,
  warmupSeconds: 0.1,
  peak: { blocks: 1, sliceMillis: 200 },
  cost: { blocks: 2, sliceMillis: 200, rate: 500 },
  latency: { blocks: 1, sliceMillis: 250, load: 0.2, peak: "yardstick" },
  article: { seconds: 1 },
};
interface ArmPlan {
  readonly name: string;
  readonly image: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}
const ARMS: readonly ArmPlan[] = [
  { name: "reference", image: "registry/reference@sha256:1", port: 8081, settings: {} },
  { name: "subject", image: "registry/subject@sha256:2", port: 8082, settings: { WORKERS: "1" } },
];
const SESSION = {
  EXPERIMENT: "test",
  PLAN: JSON.stringify(PLAN),
  ARMS: JSON.stringify(ARMS),
  // Nobody answers there: what nodeprobe would tell is then a reason.
  NODEPROBE_URL: "http://127.0.0.1:1",
  POD_UID: "11111111-2222-3333-4444-555555555555",
};

jest.setTimeout(60_000);
afterAll(removeAll);

describe("a session", () => {
  let loadgen: string;
  let reference: string;
  /** Takes the first place among the processes, which cannot be stopped. */
  let pod: Container;
  const armIds: string[] = [];

  beforeAll(async () => {
    loadgen = await buildImage("loadgen");
    reference = await buildImage("frameworks/reference");
    pod = await startServer(reference);
    for (const { name, port, settings } of ARMS) {
      const env = { ...settings, PORT: String(port), TARE_ARM: name };
      armIds.push(await startBeside(pod, reference, env));
    }
  }, BUILD_MILLISECONDS);

  async function measured(changes: Readonly<Record<string, string>> = {}) {
    return runToEnd(loadgen, { ...SESSION, ...changes }, beside(pod.id));
  }

  test("prints a result that the report reads whole", async () => {
    const { code, stdout, stderr } = await measured();
    expect([code, stderr]).toEqual([0, ""]);

    const parsed = parseRawLog(stdout);
    if (parsed.kind === "refused") throw new Error(JSON.stringify(parsed.refusal));
    const { slices, verify, article, restarted } = parsed.result;
    expect(slices.map(({ phase }) => phase)).toEqual([
      ...Array<string>(4).fill("peak"),
      ...Array<string>(8).fill("cost"),
      ...Array<string>(4).fill("latency"),
    ]);
    for (const slice of slices) {
      expect(slice.requests).toBeGreaterThan(50);
      expect(slice.errors).toEqual({ connect: 0, read: 0, status: 0, body: 0, timeout: 0 });
    }
    // Both get their share of the yardstick's peak.
    const rates = slices.filter(({ phase }) => phase === "latency").map(({ rate }) => rate);
    expect(new Set(rates).size).toBe(1);
    expect(verify.filter(({ ok }) => !ok)).toEqual([]);
    expect(article?.requests).toBeGreaterThan(100);
    expect(restarted).toEqual([]);
  });

  test("leaves both servers running when it ends", async () => {
    await measured();

    for (const id of armIds) {
      const [, process] = (await docker(["top", id, "-eo", "pid,stat"])).split("\n");
      expect(process).toMatch(/^\d+\s+[SR]/);
    }
  });

  test("says which plan it cannot follow and ends with 64", async () => {
    const { code, stderr } = await measured({
      PLAN: JSON.stringify({ ...PLAN, threads: 0 }),
      POD_UID: "",
    });

    expect(code).toBe(64);
    expect(stderr).toContain("PLAN/threads (0) must be a number from 1 to 64");
    expect(stderr).toContain("POD_UID is missing");
  });

  test("says that no process is that of an arm, and ends with 69", async () => {
    const arms = [{ ...ARMS[0], name: "nobody" }, ARMS[1]];
    const { code, stderr } = await measured({ ARMS: JSON.stringify(arms) });

    expect(code).toBe(69);
    expect(stderr).toContain("no process has TARE_ARM=nobody");
  });
});
