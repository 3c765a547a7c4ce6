import { explanation } from "../../cli/explain";
import { CONTESTANTS, YARDSTICK } from "../../stacks/frameworksServers";
import { thrownBy } from "../support/thrownBy";

const lines = explanation("frameworks");

test("names every workload of the case study, with its size", () => {
  const headings = lines.filter((line) => /^\S/.test(line)).join("\n");

  for (const name of [...CONTESTANTS, YARDSTICK]) expect(headings).toContain(name);
  expect(headings).toContain("node-std: 2 CPU, 512 MiB, node");
});

test("gives each value its way, its formula and its source", () => {
  const values = lines.filter((line) => /^ {2}\S/.test(line));

  // Five settings of the compiled servers, which are all alike, and a heap more of Node.
  expect(values).toHaveLength(5 + 6);
  for (const label of ["told:", "formula:", "source:"]) {
    expect(lines.filter((line) => line.startsWith(`    ${label}`))).toHaveLength(values.length);
  }
});

test("tells of a shop what its pods share, and of its database each setting", () => {
  const [shop, database, measured] = explanation("ecommerce").join("\n").split("\n\n");

  expect(shop).toContain("shop: 1 CPU, 256 MiB, node");
  expect(shop).toContain("told:    POOL_SIZE=7");
  expect(shop).toContain("⌊(64 − 11) / 7 pods⌋");
  expect(database).toContain("shop-database: 1 CPU, 1 GiB, PostgreSQL on 2 GiB");
  for (const name of ["max_connections 64", "shared_buffers 256 MiB", "work_mem", "max_wal_size"]) {
    expect(database).toContain(`\n  ${name}`);
  }
  expect(measured).toContain("shop-database where it is measured: 1 CPU, 1536 MiB");
  expect(measured).toContain("\n  max_connections 92 connections");
});

test.each(["edge", "", "toString"])("throws for '%s', which is no case study", (name) => {
  expect(thrownBy(() => explanation(name))).toMatchObject({
    what: `there is no case study '${name}'`,
    way: expect.stringContaining("frameworks") as string,
  });
});
