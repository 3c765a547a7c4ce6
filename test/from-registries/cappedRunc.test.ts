import { join } from "node:path";
import { CommandError, run, tryRun } from "../../platform/exec";

const folder = join(__dirname, "../../from-registries/go/capped-runc");

describe("capped-runc", () => {
  it("passes its own tests, where there is Go to run them", async () => {
    if ((await tryRun("go", ["version"])) === undefined) return;

    const options = { cwd: folder, env: { CGO_ENABLED: "0", GOFLAGS: "-buildvcs=false" } };
    const failure = await run("go", ["test", "./..."], options).catch((error: unknown) =>
      error instanceof CommandError ? error.stdout + error.stderr : String(error),
    );

    expect(failure).toMatchObject({ stdout: expect.stringContaining("ok") as string });
  }, 180_000);
});
