import { createHash } from "node:crypto";
import fs, {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { contextDigest, goMode } from "../../../../from-registries/plugins/docker/contextDigest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tare-digest-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), mode);
}

/** The recipe, written out by hand. */
function digestOf(...entries: [name: string, mode: string, content: string][]): string {
  const hash = createHash("sha256");
  for (const [name, mode, content] of entries) {
    const inner = createHash("sha256").update(content).digest();
    hash.update(Buffer.concat([Buffer.from(name + mode), inner, Buffer.from([0])]));
  }
  return hash.digest("hex");
}
const digest = (dockerfile = "Dockerfile") => contextDigest(folder, join(folder, dockerfile));

describe("contextDigest", () => {
  test("is the recorded recipe: Dockerfile first, then files by name within each folder", () => {
    write("b/z.txt", "z");
    write("b.txt", "b");
    write("B.sh", "B", 0o755);
    write("Dockerfile", "FROM scratch");

    expect(digest()).toBe(
      digestOf(
        ["Dockerfile", "----------", "FROM scratch"],
        ["B.sh", "-rwxr-xr-x", "B"],
        ["Dockerfile", "-rw-r--r--", "FROM scratch"],
        ["b/z.txt", "-rw-r--r--", "z"],
        ["b.txt", "-rw-r--r--", "b"],
      ),
    );
  });

  test("lets a whitelist through, as the Dockerfile's own ignore file has it", () => {
    write("Dockerfile", "FROM scratch");
    write("Dockerfile.dockerignore", "**\n!kept/**\n");
    write(".dockerignore", "kept\n");
    write("kept/deep/a.txt", "a");
    write("left/b.txt", "b");

    expect(digest()).toBe(
      digestOf(
        ["Dockerfile", "----------", "FROM scratch"],
        ["kept/deep/a.txt", "-rw-r--r--", "a"],
      ),
    );
  });

  test("looks only into folders that may hold a file of the whitelist", () => {
    write("Dockerfile", "FROM scratch");
    write(".dockerignore", "**\n!./a/*/kept.txt\n!/b/c/\n!d/e.txt\n");
    write("a/1/kept.txt", "a");
    write("b/c/deep/kept.txt", "b");
    write("b/left.txt", "l");
    write("d/e.txt", "e");
    write("target/debug/left.txt", "l");
    const readdir = jest.spyOn(fs, "readdirSync");

    expect(digest()).toBe(
      digestOf(
        ["Dockerfile", "----------", "FROM scratch"],
        ["a/1/kept.txt", "-rw-r--r--", "a"],
        ["b/c/deep/kept.txt", "-rw-r--r--", "b"],
        ["d/e.txt", "-rw-r--r--", "e"],
      ),
    );
    const looked = readdir.mock.calls.map(([path]) => String(path));
    expect(looked.filter((path) => path.includes("target"))).toEqual([]);
    readdir.mockRestore();
  });

  test("stays when an ignored file changes, and changes with a mode", () => {
    write("Dockerfile", "FROM scratch");
    write(".dockerignore", "*.log\nnode_modules\n");
    write("run.sh", "x");
    const before = digest();

    write("build.log", "1");
    write("node_modules/a/index.js", "1");
    expect(digest()).toBe(before);

    chmodSync(join(folder, "run.sh"), 0o755);
    expect(digest()).not.toBe(before);
  });

  test("takes a link as the path it leads to", () => {
    write("Dockerfile", "FROM scratch");
    write("target.txt", "t");
    symlinkSync("target.txt", join(folder, "link"));

    expect(digest()).toBe(
      digestOf(
        ["Dockerfile", "----------", "FROM scratch"],
        ["Dockerfile", "-rw-r--r--", "FROM scratch"],
        ["link", "Lrwxrwxrwx", realpathSync(join(folder, "target.txt"))],
        ["target.txt", "-rw-r--r--", "t"],
      ),
    );
  });

  test("throws without a Dockerfile, naming the path", () => {
    expect(() => digest("Nope")).toThrow(/no Dockerfile at .*Nope/);
  });
});

test.each([
  [0o100644, "-rw-r--r--"],
  [0o120777, "Lrwxrwxrwx"],
  [0o104755, "urwxr-xr-x"],
  [0o010600, "prw-------"],
])("the mode %o is written as Go does: %s", (mode, text) => {
  expect(goMode({ mode })).toBe(text);
});
