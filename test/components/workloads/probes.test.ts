import { HTTP_PROBES, httpProbe } from "../../../components/workloads/probes";

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
