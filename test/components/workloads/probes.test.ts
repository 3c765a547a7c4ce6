import {
  HTTP_PROBES,
  httpProbe,
  type HttpProbes,
  probeProblems,
} from "../../../components/workloads/probes";

test("asks a path of the port http, with a second for the answer unless told otherwise", () => {
  expect(httpProbe("/healthz", { period: "10 s", failures: 3 })).toEqual({
    httpGet: { path: "/healthz", port: "http" },
    periodSeconds: 10,
    timeoutSeconds: 1,
    failureThreshold: 3,
  });
});

test("rounds a time up to whole seconds", () => {
  expect(httpProbe("/", { period: "1 min", timeout: "1500 ms", failures: 1 })).toMatchObject({
    periodSeconds: 60,
    timeoutSeconds: 2,
  });
});

test("keeps liveness off the path that may depend on others", () => {
  expect(HTTP_PROBES.startup.httpGet).toEqual({ path: "/healthz", port: "http" });
  expect(HTTP_PROBES.liveness.httpGet).toEqual({ path: "/healthz", port: "http" });
  expect(HTTP_PROBES.readiness.httpGet).toEqual({ path: "/readyz", port: "http" });
});

test("finds nothing wrong with the contract's own", () => {
  expect(probeProblems(HTTP_PROBES)).toEqual([]);
});

const once = { period: "2 s", failures: 1 } as const;

test.each<[string, Partial<HttpProbes>, string, string]>([
  [
    "liveness asks what may depend on others",
    { liveness: httpProbe("/readyz", once) },
    "probes.liveness",
    "must not be the path of 'probes.readiness', which may depend on others: ask one that tells " +
      "only whether the process itself works",
  ],
  [
    "a question is still open when the next one comes",
    { readiness: httpProbe("/readyz", { ...once, timeout: "3 s" }) },
    "probes.readiness.timeout",
    "must be from 1 s to the period (2 s), or questions would overlap",
  ],
  [
    "a path is none",
    { startup: httpProbe("up", once) },
    "probes.startup.path",
    "must start with /",
  ],
  [
    "there is no time between questions",
    { startup: httpProbe("/up", { ...once, period: "0 s" }) },
    "probes.startup.period",
    "must be at least 1 s",
  ],
  [
    "nothing may ever fail",
    { liveness: httpProbe("/up", { ...once, failures: 0 }) },
    "probes.liveness.failures",
    "must be a whole number from 1",
  ],
])("refuses them, when %s", (_what, changed, path, sentence) => {
  const problems = probeProblems({ ...HTTP_PROBES, ...changed });

  expect(problems[0]).toMatchObject({ path, sentence });
});
