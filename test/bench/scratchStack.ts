import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { timed } from "./ratio";

export const root = resolve(__dirname, "../..");

/** A Pulumi program made for one measurement, with the runtime, plugins and cluster of the real one. */
export class ScratchStack {
  private readonly dir: string;
  private readonly env: NodeJS.ProcessEnv;

  /**
   * @param source Text of index.ts; it imports the project's files by `../../../`.
   * @param env What `./tare env` exports.
   */
  constructor(name: string, source: string, env: NodeJS.ProcessEnv) {
    this.dir = join(root, "out", "bench", name);
    rmSync(this.dir, { recursive: true, force: true });
    mkdirSync(join(this.dir, "state"), { recursive: true });
    const project = readFileSync(join(root, "Pulumi.yaml"), "utf8");
    const withoutConfig = project.replace(/^name: .*$/m, `name: ${name}`).split(/^config:$/m)[0];
    writeFileSync(join(this.dir, "Pulumi.yaml"), withoutConfig ?? "");
    writeFileSync(join(this.dir, "index.ts"), source);
    writeFileSync(join(this.dir, "package.json"), '{ "main": "index.ts" }\n');
    this.env = {
      ...env,
      PULUMI_BACKEND_URL: `file://${join(this.dir, "state")}`,
      PULUMI_OPTION_CONFIG_FILE: join(this.dir, "Pulumi.bench.yaml"),
    };
    this.pulumi("stack", "init", "bench");
  }

  /** Seconds of one update. */
  up(): number {
    return this.pulumi("up", "--stack", "bench", "--yes", "--skip-preview");
  }

  /** Seconds of one preview. */
  preview(): number {
    return this.pulumi("preview", "--stack", "bench");
  }

  /** Removes what it made, on the cluster and here. */
  remove(): void {
    this.pulumi("destroy", "--stack", "bench", "--yes", "--skip-preview");
    rmSync(this.dir, { recursive: true, force: true });
  }

  private pulumi(...args: string[]): number {
    return timed("pulumi", [...args, "--non-interactive"], { cwd: this.dir, env: this.env });
  }
}
