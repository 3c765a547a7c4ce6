import { buildReport } from "../../../report/buildReport";
import { CLAIMS } from "../../../report/claims/claims";
import { mostCompatible } from "../../../report/claims/compareClaims";
import { input, measurement } from "../sample";

const { claims } = buildReport(input([measurement()]));

test("each claim asks for another number of connections", () => {
  expect(claims.map(({ law }) => Math.round(law.implied))).toEqual([954, 1085, 1098, 1156, 1119]);
});

test("none of the claims keeps Little's law with 1,000 connections", () => {
  expect(claims.map(({ law }) => law.kept)).toEqual([false, false, false, false, false]);
});

test("four of the five latencies are longer than 1,000 connections leave room for", () => {
  const impossible = claims.filter((claim) => claim.latencySeconds > claim.largestMeanSeconds);

  expect(impossible.map(({ server }) => server)).toEqual([
    "hyperlane",
    "rocket",
    "rust-std",
    "node-std",
  ]);
});

test("no number of connections lets more than two of the five stand", () => {
  expect(mostCompatible(CLAIMS)).toBe(2);
});

test("claims that are true of one run are all found compatible", () => {
  const one = CLAIMS.map((claim) => ({ ...claim, latencySeconds: 640 / claim.rate }));

  expect(mostCompatible(one)).toBe(5);
});

test("CPU per request is claimed beside measured, where it was measured", () => {
  const hyperlane = claims.find(({ server }) => server === "hyperlane");
  const tokio = claims.find(({ server }) => server === "tokio");

  expect((hyperlane?.cost ?? 0) * 1e6).toBeCloseTo((0.85 * 2e6) / 285_432, 9);
  expect(hyperlane?.measured?.peakCost).toBeCloseTo(11.9e-6, 6);
  expect(tokio?.measured).toBeUndefined();
});
