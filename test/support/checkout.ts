import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/**
 * A clone of a work tree, uncommitted changes included, in a folder of its own: tests edit sources
 * there and can ask whether the tree stayed clean. Dependencies are linked, not installed.
 */
export class Checkout {
  readonly dir: string;

  /** @param tree @default - the one under test */
  constructor(tree = root) {
    this.dir = mkdtempSync(join(tmpdir(), "tare-checkout-"));
    const listed = git(tree, "ls-files", "--cached", "--others", "--exclude-standard", "-z");
    for (const file of listed.split("\0").filter((name) => name !== "")) {
      const from = join(tree, file);
      if (existsSync(from)) cpSync(from, join(this.dir, file), { recursive: false });
    }
    symlinkSync(join(root, "node_modules"), join(this.dir, "node_modules"), "dir");
    git(this.dir, "init", "-q", "-b", "main");
    git(this.dir, "add", "-A");
    this.commit("the tree under test");
  }

  /** Files that differ from the last commit, as `git status --porcelain` lists them. */
  status(): string {
    return git(this.dir, "status", "--porcelain");
  }

  commit(message: string): void {
    const author = ["-c", "user.name=test", "-c", "user.email=test@tare.invalid"];
    git(this.dir, ...author, "commit", "-q", "-a", "-m", message);
  }

  path(...parts: string[]): string {
    return join(this.dir, ...parts);
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd, encoding: "utf8" });
}
