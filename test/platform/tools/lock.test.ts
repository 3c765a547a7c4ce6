import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LOCK, withLock } from "../../../platform/tools/lock";

let path: string;
const notes: string[] = [];
const progress = {
  note: (text: string) => void notes.push(text),
  signal: new AbortController().signal,
  log: "",
};

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), "tare-lock-")), "work");
  notes.length = 0;
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(join(path, ".."), { recursive: true, force: true });
});

test("the second of two waits for the first, and says for what", async () => {
  const order: string[] = [];
  let second: Promise<unknown> = Promise.resolve();

  await withLock(path, "makes it", progress, async () => {
    second = withLock(path, "makes it", progress, () => Promise.resolve(order.push("second")));
    while (notes.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    order.push("first");
  });
  await second;

  expect(order).toEqual(["first", "second"]);
  expect(notes).toContain("waiting for a part or a run that makes it");
});

test("lets go when the work fails", async () => {
  const failing = withLock(path, "fails", progress, () => Promise.reject(new Error("no")));

  await expect(failing).rejects.toThrow("no");
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test("work whose lock is taken away goes on to its end", async () => {
  jest.replaceProperty(LOCK, "update", 1_000); // The least that the library takes.
  const done = await withLock(path, "works", progress, async () => {
    rmSync(`${path}.lock`, { recursive: true });
    await new Promise((resolve) => setTimeout(resolve, 1_500)); // Past the next sign of life.
    return "done";
  });

  expect(done).toBe("done");
});
