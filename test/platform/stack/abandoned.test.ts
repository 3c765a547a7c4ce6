import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { endAbandoned, MARK } from "../../../platform/stack/abandoned";

const onLinux = existsSync("/proc") ? test : test.skip;
const started: number[] = [];

afterEach(() => {
  for (const pid of started.splice(0)) if (runs(pid)) process.kill(pid, "SIGKILL");
});

onLinux("what a killed engine has left behind is ended", async () => {
  const { engine, program } = await update("1");
  await killed(engine);

  expect(runs(program)).toBe(true);
  expect(endAbandoned()).toContain(program);
  await ended(program);
});

onLinux("what belongs to a living engine stays", async () => {
  const { program } = await update("1");

  expect(endAbandoned()).not.toContain(program);
  expect(runs(program)).toBe(true);
});

onLinux("what this command line has not started stays", async () => {
  const { engine, program } = await update(undefined);
  await killed(engine);

  expect(endAbandoned()).not.toContain(program);
  expect(runs(program)).toBe(true);
});

/** An engine that has started a program, with the mark or without it. */
async function update(
  mark: string | undefined,
): Promise<{ engine: ChildProcess; program: number }> {
  const engine = spawn("/bin/sh", ["-c", "sleep 60 >/dev/null & echo $!; wait"], {
    argv0: "pulumi",
    env: { ...process.env, [MARK]: mark },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = (await once(createInterface({ input: engine.stdout }), "line")) as [string];
  started.push(Number(engine.pid), Number(line));
  return { engine, program: Number(line) };
}

async function killed(engine: ChildProcess): Promise<void> {
  engine.kill("SIGKILL");
  await once(engine, "close");
}

/** A signal takes effect a little later; the test's own limit ends the waiting. */
async function ended(pid: number): Promise<void> {
  while (runs(pid)) await setTimeout(10);
}

/** Not so for one that has ended and that nobody has waited for. */
function runs(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return !stat.slice(stat.lastIndexOf(")")).startsWith(") Z");
  } catch {
    return false;
  }
}
