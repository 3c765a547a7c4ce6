import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { CommandError, run } from "../../platform/exec";

const withGo = spawnSync("go", ["version"]).status === 0 ? it : it.skip;
const folder = join(__dirname, "../../from-registries/go/capped-runc");

describe("capped-runc", () => {
  withGo(
    "passes its own tests, where there is Go to run them",
    async () => {
      const options = { cwd: folder, env: { CGO_ENABLED: "0", GOFLAGS: "-buildvcs=false" } };
      const failure = await run("go", ["test", "./..."], options).catch((error: unknown) =>
        error instanceof CommandError ? error.stdout + error.stderr : String(error),
      );

      expect(failure).toMatchObject({ stdout: expect.stringContaining("ok") as string });
    },
    180_000,
  );
});
