import {
  BUILD_MILLISECONDS,
  buildImage,
  type Container,
  removeAll,
  runToEnd,
  startServer,
} from "./docker";

const PLAN = {
  SUBJECT: "reference",
  SUBJECT_IMAGE: "registry/reference@sha256:1",
  CONNECTIONS: "8",
  THREADS: "1",
  WARMUP_SECONDS: "0",
  DURATION_SECONDS: "1",
};

jest.setTimeout(60_000);
afterAll(removeAll);

describe("loadgen", () => {
  let loadgen: string;
  let server: Container;
  const beside = () => ["--network", `container:${server.id}`];

  beforeAll(async () => {
    loadgen = await buildImage("loadgen");
    server = await startServer(await buildImage("frameworks/reference"));
  }, BUILD_MILLISECONDS);

  test("says which plan it cannot follow and ends with 64", async () => {
    const { code, stderr } = await runToEnd(loadgen, { ...PLAN, TARGET_URL: "", THREADS: "0" });

    expect(code).toBe(64);
    expect(stderr).toContain("THREADS (0) must be a number from 1 to 64");
    expect(stderr).toContain("TARGET_URL () must be like http://host:port/path");
  });

  test("says what the target said and ends with 69, when it never answers 200", async () => {
    const url = "http://127.0.0.1:8080/bytes/x";
    const { code, stderr } = await runToEnd(
      loadgen,
      { ...PLAN, TARGET_URL: url, PATIENCE_SECONDS: "2" },
      beside(),
    );

    expect(code).toBe(69);
    expect(stderr).toContain("did not answer 200 within 2 seconds: it said 'HTTP/1.1 400");
  });
});
