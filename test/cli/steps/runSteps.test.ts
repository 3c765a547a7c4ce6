import { plainRenderer } from "../../../cli/steps/plainRenderer";
import { runSteps, StepError } from "../../../cli/steps/runSteps";
import { type Step } from "../../../cli/steps/step";

const never = new AbortController().signal;
const silent = plainRenderer([], () => undefined);
let events: string[];

beforeEach(() => (events = []));

function step(id: string, after: string[] = [], work = (): Promise<void> => pause(5)): Step {
  const run = async (): Promise<void> => {
    events.push(`+${id}`);
    await work();
    events.push(`-${id}`);
  };
  return { id, title: id, seconds: 1, after, run };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

const options = (signal = never, parallel = 2) => ({
  renderer: silent,
  signal,
  logs: "/tmp/logs",
  parallel,
});

test("steps that do not need each other run beside each other, the rest in order", async () => {
  await runSteps([step("a"), step("b"), step("c", ["a", "b"])], options());

  expect(events).toEqual(["+a", "+b", "-a", "-b", "+c", "-c"]);
});

test("no more steps run at once than are allowed", async () => {
  await runSteps([step("a"), step("b"), step("c")], options(never, 1));

  expect(events).toEqual(["+a", "-a", "+b", "-b", "+c", "-c"]);
});

test("a failure ends the run with the step and its log, and starts nothing more", async () => {
  const broken = step("a", [], () => Promise.reject(new Error("no disk")));

  const failed: unknown = await runSteps([broken, step("b", ["a"])], options()).catch(
    (error: unknown) => error,
  );

  expect(failed).toBeInstanceOf(StepError);
  expect(failed).toMatchObject({ log: "/tmp/logs/a.log", cause: { message: "no disk" } });
  expect(events).toEqual(["+a"]);
});

test("a failure stops the steps beside it and waits for them", async () => {
  const broken = step("a", [], () => Promise.reject(new Error("no disk")));
  const beside: Step = {
    id: "b",
    title: "b",
    seconds: 1,
    run: async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      await pause(20);
      events.push("b was told and has tidied up");
    },
  };

  await runSteps([broken, beside], options()).catch(() => undefined);

  expect(events).toEqual(["+a", "b was told and has tidied up"]);
});

test("Ctrl-C starts nothing more", async () => {
  const control = new AbortController();
  const first = step("a", [], () => {
    control.abort();
    return Promise.resolve();
  });

  await expect(runSteps([first, step("b", ["a"])], options(control.signal))).rejects.toThrow();

  expect(events).toEqual(["+a", "-a"]);
});

test("a list in which a step stands before one that it needs is refused", async () => {
  const run = runSteps([step("b", ["a"]), step("a")], options());

  await expect(run).rejects.toThrow("step 'b' comes after 'a', not before it");
});
