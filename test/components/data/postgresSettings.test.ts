import fc from "fast-check";
import { memory } from "../../../components/config/memory";
import type { DatabaseSize } from "../../../components/data/postgresArgs";
import {
  PER_CONNECTION,
  postgresSettings,
  roomForConnections,
} from "../../../components/data/postgresSettings";
import { parametersOf, settingsText } from "../../../components/data/settingsText";
import { seeded } from "../../support/property";

const SIZE: DatabaseSize = {
  cpu: { cores: 1 },
  memory: { limit: "512 MiB" },
  storage: "2 GiB",
};

const values = (size: DatabaseSize): Record<string, number> =>
  Object.fromEntries(postgresSettings(size).map(({ name, value }) => [name, value]));

/** From 128 MiB to 1 TiB, small limits as often as large ones. */
const limit = fc
  .tuple(fc.integer({ min: 27, max: 39 }), fc.double({ min: 1, max: 2, noNaN: true }))
  .map(([power, factor]) => Math.floor(2 ** power * factor));
const size = fc
  .record({
    bytes: limit,
    cores: fc.integer({ min: 10, max: 256_000 }).map((millicores) => millicores / 1000),
    storage: fc.integer({ min: 512, max: 2 ** 20 }),
    share: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  })
  .map(({ bytes, cores, storage, share }): DatabaseSize => {
    const room = roomForConnections(bytes);
    return {
      cpu: { cores },
      memory: { limit: memory.render(bytes) },
      storage: `${storage} MiB`,
      ...(share !== undefined && { connections: 4 + Math.floor(share * (room - 4)) }),
    };
  });

test("of 512 MiB and a core are a quarter of buffers and 32 connections with 2 MiB to work", () => {
  expect(settingsText(parametersOf(postgresSettings(SIZE)))).toBe(
    [
      "max_connections = '32'",
      "shared_buffers = '131072kB'",
      "effective_cache_size = '327680kB'",
      "work_mem = '1985kB'",
      "maintenance_work_mem = '32768kB'",
      "autovacuum_work_mem = '10922kB'",
      "max_parallel_workers = '1'",
      "max_parallel_workers_per_gather = '0'",
      "max_wal_size = '524288kB'",
      "min_wal_size = '131072kB'",
      "",
    ].join("\n"),
  );
});

test("say value, formula and source, and what was given", () => {
  const [derived] = postgresSettings(SIZE);
  const [given] = postgresSettings({ ...SIZE, connections: 20 });

  expect(derived).toMatchObject({
    text: "32 connections",
    formula: "min(1000, ⌊512 MiB · 4/16 / 4 MiB⌋)",
  });
  expect(given).toMatchObject({
    value: 20,
    formula: "given",
    source: "the argument 'connections'",
  });
  for (const { formula, source } of postgresSettings(SIZE)) {
    expect(formula + source).toMatch(/\d.*[a-z]/);
  }
});

test("never take more than the memory limit, whatever all do at the same time", () => {
  fc.assert(
    fc.property(size, (args) => {
      const all = values(args);
      const takers = all.max_connections + all.max_parallel_workers;
      const most =
        all.shared_buffers +
        all.max_connections * memory.parse(PER_CONNECTION) +
        takers * 2 * all.work_mem +
        3 * all.autovacuum_work_mem +
        all.maintenance_work_mem;

      expect(most).toBeLessThanOrEqual((memory.parse(args.memory.limit) * 14) / 16);
      expect(all.max_wal_size).toBeLessThanOrEqual(memory.parse(args.storage) / 4);
      expect(all.max_parallel_workers).toBeLessThanOrEqual(args.cpu.cores);
    }),
    seeded(1000),
  );
});

test("are such as PostgreSQL takes: no less than its least", () => {
  fc.assert(
    fc.property(size, (args) => {
      const all = values(args);

      expect(all.max_connections).toBeGreaterThan(3);
      expect(all.shared_buffers).toBeGreaterThanOrEqual(128 * 1024);
      expect(all.work_mem).toBeGreaterThanOrEqual(64 * 1024);
      expect(all.autovacuum_work_mem).toBeGreaterThanOrEqual(64 * 1024);
      expect(all.min_wal_size).toBeGreaterThanOrEqual(2 * 16 * 1024 ** 2);
      for (const value of Object.values(all)) expect(Number.isInteger(value)).toBe(true);
    }),
    seeded(1000),
  );
});

test("never get smaller with a higher limit, but for the work of more connections", () => {
  fc.assert(
    fc.property(size, limit, (args, other) => {
      const bytes = memory.parse(args.memory.limit);
      const of = (amount: number): Record<string, number> =>
        values({ ...args, memory: { limit: memory.render(amount) } });
      const less = of(Math.min(bytes, other));
      const more = of(Math.max(bytes, other));

      for (const name of Object.keys(less)) {
        if (name === "work_mem" && args.connections === undefined) continue;
        expect([name, more[name] >= less[name]]).toEqual([name, true]);
      }
    }),
    seeded(1000),
  );
});
