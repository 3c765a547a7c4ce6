import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeWhole } from "../../platform/wholeFile";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "tare-whole-"))));
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

test("a file is replaced, with nothing beside it and the mode that is asked for", () => {
  const file = join(folder, "a");
  writeWhole(file, "old");
  writeWhole(file, "new", 0o600);

  expect(readFileSync(file, "utf8")).toBe("new");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["a"]);
});

test("what was there stays, when the new one cannot be written", () => {
  const file = join(folder, "a");
  writeWhole(file, "old");

  expect(() => writeWhole(join(folder, "gone", "a"), "new")).toThrow("ENOENT");
  expect(() => writeWhole(file, { not: "text" } as unknown as string)).toThrow();
  expect(readFileSync(file, "utf8")).toBe("old");
});
