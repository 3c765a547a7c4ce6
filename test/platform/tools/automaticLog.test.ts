import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withoutAutomaticLog } from "../../../platform/tools/automaticLog";

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "tare-home-"));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

test("stands where the engine would make its folder, and says what it is", () => {
  withoutAutomaticLog({ PULUMI_HOME: join(home, "new") });

  expect(() => mkdirSync(join(home, "new", "logs"), { recursive: true })).toThrow("EEXIST");
  expect(readFileSync(join(home, "new", "logs"), "utf8")).toContain("pulumi --logtostderr");
});

test("takes the place of the logs of earlier runs", () => {
  mkdirSync(join(home, "logs"));
  writeFileSync(join(home, "logs", "pulumi-20261128T131415-1.log"), "old");

  withoutAutomaticLog({ PULUMI_HOME: home });

  expect(readFileSync(join(home, "logs"), "utf8")).toContain("Made by Tare");
});

test("leaves a file alone, whatever it holds", () => {
  writeFileSync(join(home, "logs"), "mine");

  withoutAutomaticLog({ PULUMI_HOME: home });

  expect(readFileSync(join(home, "logs"), "utf8")).toBe("mine");
});

test("fails nothing where it cannot write", () => {
  writeFileSync(join(home, "file"), "");

  withoutAutomaticLog({ PULUMI_HOME: join(home, "file") });

  expect(existsSync(join(home, "file", "logs"))).toBe(false);
});
