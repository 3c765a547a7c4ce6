import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, tryRun } from "../../platform/exec";

const node = process.execPath;
let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "tare-exec-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("gives what a program prints, and keeps it in the log behind the command", async () => {
  const log = join(folder, "logs", "step.log");

  const { stdout } = await run("echo", ["hello"], { log });

  expect(stdout).toBe("hello\n");
  expect(readFileSync(log, "utf8")).toBe("$ echo hello\nhello\n");
});

test("a log that cannot be written to fails no command", async () => {
  const { stdout } = await run(node, ["-e", "console.log(1)"], { log: folder });

  expect(stdout).toBe("1\n");
});

test("names command, code and last line of a program that fails", async () => {
  const failing = run(node, ["-e", "console.error('a\\nb'); process.exit(3)"]);

  await expect(failing).rejects.toMatchObject({ code: 3, stderr: "a\nb\n" });
  await expect(failing).rejects.toThrow(/: b$/);
});

test("a program that does not exist, or does not end in time, has failed", async () => {
  expect(await tryRun("tare-no-such-program", [])).toBeUndefined();
  expect(await tryRun("sleep", ["30"], { timeout: 50 })).toBeUndefined();
});

test("takes a variable away, where it is given as undefined", async () => {
  const { stdout } = await run(node, ["-p", "process.env.HOME"], { env: { HOME: undefined } });

  expect(stdout).toBe("undefined\n");
});
