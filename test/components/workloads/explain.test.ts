import { explain } from "../../../components/workloads/explain";

test("tells every setting with its arithmetic, its source and how the server learns of it", () => {
  const settings = explain({
    runtime: "node",
    cpu: { cores: 2, threads: "derived" },
    memory: { limit: "512 MiB", heap: "derived" },
    autoscaling: { minReplicas: 2, maxReplicas: 5 },
  });

  expect(settings.map(({ name, text, told }) => [name, text, told.join(" ")])).toEqual([
    ["threads", "2", "WORKERS=2"],
    ["stack", "984 KiB", ""],
    ["heap", "192 MiB", "NODE_OPTIONS=--max-old-space-size=192"],
    ["pool", "16 connections", ""],
    ["backlog", "4096 connections", ""],
    ["keepalive", "9 probes, 13 s apart, after 120 s", ""],
  ]);
  for (const { formula, source } of settings) {
    expect(formula).toMatch(/\d/);
    expect(source).not.toBe("");
  }
});

test("knows no heap, where there is none to cap", () => {
  const settings = explain({ cpu: { cores: 1 }, memory: { limit: "64 MiB" } });

  expect(settings.map(({ name }) => name)).not.toContain("heap");
});
