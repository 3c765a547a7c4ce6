import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findChromium } from "../support/chromium";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tare-browser-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const install = (name: string, mode: number): void => {
  writeFileSync(join(folder, name), "");
  chmodSync(join(folder, name), mode);
};

test("the browser is the first on the PATH that can be run, under any of its names", () => {
  const PATH = ["/nowhere", folder].join(delimiter);
  install("chromium", 0o644);
  expect(findChromium({ PATH })).toBeUndefined();

  install("google-chrome", 0o755);
  expect(findChromium({ PATH })).toBe(join(folder, "google-chrome"));

  install("chromium", 0o755);
  expect(findChromium({ PATH })).toBe(join(folder, "chromium"));
});

test("TARE_CHROMIUM comes before the PATH", () => {
  install("chromium", 0o755);

  expect(findChromium({ PATH: folder, TARE_CHROMIUM: "/opt/chromium" })).toBe("/opt/chromium");
});

test("an empty PATH does not make the work tree a place for programs", () => {
  expect(findChromium({ PATH: "" })).toBeUndefined();
  expect(findChromium({})).toBeUndefined();
});
