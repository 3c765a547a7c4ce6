import { buildReport } from "../../report/buildReport";
import type { Measurement } from "../../report/report";
import { input, measurement, REFERENCE, RESULT, SERVERS } from "./sample";
import { sampleResult } from "./sampleSession";

describe("a server that was started several times", () => {
  const [tokio] = SERVERS;
  const started = (times: number) =>
    [0, 1, 2, 3].slice(0, times).map((start): Measurement => {
      const result = sampleResult(REFERENCE, tokio, { seed: 40 + start });
      return { ...measurement(result), job: `bench-tokio-s${start + 1}` };
    });

  test("is one session and one server, whatever was measured in between", () => {
    const [first, ...others] = started(4);
    const between = measurement(sampleResult(REFERENCE, SERVERS[2]));
    const { sessions, servers } = buildReport(input([first, between, ...others]));

    expect(sessions.map(({ subject, starts }) => [subject, starts.length])).toEqual([
      ["tokio", 4],
      ["rocket", 1],
    ]);
    expect(servers.map(({ name }) => name)).toEqual(["reference", "tokio", "rocket"]);
    const { measured } = sessions[0];
    expect(measured?.slices).toBe(4 * RESULT.slices.length);
    expect(measured?.startedSeconds).toHaveLength(4);
    const latency = servers[1].figures.latency;
    expect(latency).toMatchObject({ kind: "measured", slices: 16 });
  });

  test("is measured by the starts that were not refused, which are named with their reasons", () => {
    const [first, second, ...others] = started(4);
    const { sessions } = buildReport(
      input([first, { ...second, log: undefined, missing: "gone" }, ...others]),
    );

    expect(sessions[0].starts).toEqual([
      { job: "bench-tokio-s1" },
      { job: "bench-tokio-s2", refusal: { kind: "missing", detail: "gone" } },
      { job: "bench-tokio-s3" },
      { job: "bench-tokio-s4" },
    ]);
    expect(sessions[0].measured?.cost).toMatchObject({
      kind: "compared",
      planned: 48,
      kept: 36,
      starts: { planned: 4, kept: 3 },
      verdict: "too-few-pairs",
    });
  });

  test("has wrk's rate over all of its requests", () => {
    const [one] = buildReport(input(started(1))).sessions;
    const [all] = buildReport(input(started(4))).sessions;

    expect(all.measured?.article?.seconds).toBeCloseTo(4 * (one.measured?.article?.seconds ?? 0));
    expect(all.measured?.article?.rate).toBeCloseTo(one.measured?.article?.rate ?? 0);
  });
});
