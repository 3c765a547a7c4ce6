import { baseImages, basesOf } from "../../../platform/tools/localImages";

test("the bases of a Dockerfile are what comes from outside", () => {
  const text = [
    "FROM --platform=$BUILDPLATFORM rust:1 AS build",
    "COPY from elsewhere",
    "from build as again",
    "FROM debian:slim",
    "FROM scratch",
  ].join("\n");

  expect(basesOf(text)).toEqual(["rust:1", "debian:slim"]);
});

test("the bases of services/ are named by tag, so that each can be provided under its name", () => {
  const bases = baseImages();

  expect(bases.length).toBeGreaterThan(0);
  for (const base of bases) expect(base).toMatch(/^[a-z0-9/.-]+:[a-z0-9.-]+$/);
});
