import { join } from "node:path";
import { run } from "../../platform/exec";
import { cacheDir } from "../../platform/instance";

const SERVICES = join(__dirname, "../../services");

test("the Rust parts pass their own tests", async () => {
  const names = ["contract", "kubeapi", "reference", "rust-std-server", "loadgen", "nodeprobe"];
  const parts = names.flatMap((name) => ["-p", name]);
  // Outside the work tree, which stays as it is.
  const env = { CARGO_TARGET_DIR: join(cacheDir(), "cargo") };
  const { stdout } = await run("cargo", ["test", "--locked", ...parts], { cwd: SERVICES, env });

  const counts = [...stdout.matchAll(/test result: ok\. (\d+) passed; 0 failed/g)];
  const passed = counts.reduce((sum, [, count]) => sum + Number(count), 0);
  expect(passed).toBeGreaterThan(20);
}, 600_000);
