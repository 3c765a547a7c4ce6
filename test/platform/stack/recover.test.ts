import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { dropStaleLocks } from "../../../platform/stack/recover";

let backend: string;
let lock: string;

beforeEach(() => {
  backend = mkdtempSync(join(tmpdir(), "tare-locks-"));
  const folder = join(backend, ".pulumi", "locks", "organization", "tare", "dev");
  mkdirSync(folder, { recursive: true });
  lock = join(folder, "a.json");
});

afterEach(() => rmSync(backend, { recursive: true, force: true }));

test("the lock of a process that is no more is removed", () => {
  writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, hostname: hostname() }));
  writeFileSync(`${lock}.attrs`, "{}");

  dropStaleLocks(backend, "dev");

  expect(existsSync(lock)).toBe(false);
  expect(existsSync(`${lock}.attrs`)).toBe(false);
});

test("a lock that was cut off in the middle is removed", () => {
  writeFileSync(lock, '{"pid":');

  dropStaleLocks(backend, "dev");

  expect(existsSync(lock)).toBe(false);
});

test("the lock of a process id that has become another program's is removed", () => {
  writeFileSync(lock, JSON.stringify({ pid: process.pid, hostname: hostname() }));

  dropStaleLocks(backend, "dev");

  expect(existsSync(lock)).toBe(process.platform !== "linux");
});

test("the lock of a Pulumi that is still at work stays, and its holder is named", () => {
  const holder = spawn(process.execPath, ["-e", "setTimeout(() => 0, 20000)", "pulumi"]);
  writeFileSync(lock, JSON.stringify({ pid: holder.pid, hostname: hostname() }));

  try {
    expect(() => dropStaleLocks(backend, "dev")).toThrow(`by process ${holder.pid}`);
    expect(existsSync(lock)).toBe(true);
  } finally {
    holder.kill("SIGKILL");
  }
});

test("names holder and way out, when the lock is another machine's", () => {
  writeFileSync(lock, JSON.stringify({ pid: 7, hostname: "elsewhere" }));

  expect(() => dropStaleLocks(backend, "dev")).toThrow(
    "the stack is being updated by process 7 on elsewhere",
  );
  expect(existsSync(lock)).toBe(true);
});
