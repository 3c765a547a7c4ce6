import { readdirSync } from "node:fs";
import { join } from "node:path";
import { grants, quoted, RIGHTS } from "../../../services/shop/src/database/grants";
import { checksum, MIGRATIONS, pending } from "../../../services/shop/src/database/migrations";

const FOLDER = join(__dirname, "../../../services/shop/src/database/sql");
const applied = MIGRATIONS.map((one) => ({ id: one.id, checksum: checksum(one) }));

test("are the files of their folder, counted from 1 without a gap", () => {
  const names = MIGRATIONS.map(({ id, name }) => `${String(id).padStart(3, "0")}_${name}.sql`);

  expect(names).toEqual(readdirSync(FOLDER).sort());
  expect(MIGRATIONS.map(({ id }) => id)).toEqual(MIGRATIONS.map((_, index) => index + 1));
});

test("are all pending in an empty database, and none in a finished one", () => {
  expect(pending(MIGRATIONS, [])).toEqual(MIGRATIONS);
  expect(pending(MIGRATIONS, applied)).toEqual([]);
});

test("go on after the last that was applied", () => {
  expect(pending(MIGRATIONS, applied.slice(0, 1))).toEqual(MIGRATIONS.slice(1));
});

test("leave alone what a newer program has added", () => {
  expect(pending(MIGRATIONS, [...applied, { id: 4, checksum: "newer" }])).toEqual([]);
});

test("stop, when one was changed after it was applied", () => {
  const changed = [{ ...MIGRATIONS[0], sql: "SELECT 1" }, ...MIGRATIONS.slice(1)];

  expect(() => pending(changed, applied)).toThrow(
    "migration 1 (catalogue) was changed after it was applied; restore its file and put the " +
      "change into a new migration",
  );
});

test("stop, when one is missing below the newest", () => {
  expect(() => pending(MIGRATIONS, [applied[0], applied[2]])).toThrow(
    "migration 2 (carts) is missing although 3 was applied; give it the next free number",
  );
});

describe("the rights of the server's role", () => {
  test("are given for every table that the migrations make", () => {
    const made = MIGRATIONS.flatMap(({ sql }) =>
      [...sql.matchAll(/CREATE TABLE shop\.(\w+)/g)].map(([, table]) => table),
    );

    expect(Object.keys(RIGHTS).sort()).toEqual([...made, "migrations"].sort());
  });

  test("change no price, no line of an order and no schema", () => {
    expect(RIGHTS.products).toBe("SELECT, UPDATE (stock)");
    expect(RIGHTS.order_lines).toBe("SELECT, INSERT");
    const unwanted = /TRUNCATE|REFERENCES|TRIGGER|CREATE|ALL/;
    expect(Object.values(RIGHTS).filter((rights) => unwanted.test(rights))).toEqual([]);
  });

  test("cannot be widened by the name of a role", () => {
    expect(quoted('x"; DROP')).toBe('"x""; DROP"');
    expect(grants("shop_app")[0]).toBe('REVOKE ALL ON SCHEMA shop FROM "shop_app"');
  });
});
