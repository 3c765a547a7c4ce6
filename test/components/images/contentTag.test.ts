import fs, {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { contextFiles } from "../../../components/images/buildContext";
import { baseImages, type Build, contentTag } from "../../../components/images/contentTag";
import { runErrorThrownBy } from "../../support/runErrorThrownBy";

const FILES = {
  "app/Dockerfile": "FROM base:1 AS build\nCOPY . .\nFROM scratch\nCOPY --from=build /a /a\n",
  "app/Dockerfile.dockerignore": "**\n!app/src\n!shared/*.rs\n",
  "app/src/main.rs": "fn main() {}",
  "app/notes.md": "notes",
  "other/src/main.rs": "other",
  "shared/lib.rs": "shared",
  "target/big": "output",
};

let folder: string;
let build: Build;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tare-context-"));
  for (const [path, content] of Object.entries(FILES)) write(path, content);
  build = { context: folder, dockerfile: join(folder, "app/Dockerfile") };
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string): void {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, content);
}

const seen = (): string[] => contextFiles(build.context, build.dockerfile).map(({ path }) => path);
const tag = (more: Partial<Build> = {}, bases = { "base:1": "sha256:1" }): string =>
  contentTag({ ...build, ...more }, bases);

test("sees only what the Dockerfile's own ignore file lets through, sorted", () => {
  expect(seen()).toEqual(["app/src/main.rs", "shared/lib.rs"]);
});

test("does not walk through a folder that no exception leads to or into", () => {
  const walked = jest.spyOn(fs, "readdirSync");

  seen();

  const folders = walked.mock.calls.map(([place]) => relative(folder, String(place)));
  expect(folders.sort()).toEqual(["", "app", "app/src", "shared"]);
});

test("falls back to the context's ignore file, when the Dockerfile has none", () => {
  rmSync(join(folder, "app/Dockerfile.dockerignore"));
  write(".dockerignore", "# comment\n\ntarget\n**/*.md\napp/Dockerfile\n");

  expect(seen()).toEqual([
    ".dockerignore",
    "app/src/main.rs",
    "other/src/main.rs",
    "shared/lib.rs",
  ]);
});

test("gives the same tag of 16 hex digits, when only times and hidden files differ", () => {
  const before = tag();
  write("other/src/main.rs", "changed");
  write("app/notes.md", "changed");
  utimesSync(join(folder, "app/src/main.rs"), 1, 1);

  expect(before).toMatch(/^[0-9a-f]{16}$/);
  expect(tag()).toBe(before);
});

test("gives the same tag, when the clone lies elsewhere", () => {
  const before = tag();
  const moved = mkdtempSync(join(tmpdir(), "tare-moved-"));
  rmSync(folder, { recursive: true });
  folder = moved;
  for (const [path, content] of Object.entries(FILES)) write(path, content);
  build = { context: folder, dockerfile: join(folder, "app/Dockerfile") };

  expect(tag()).toBe(before);
});

test.each<[string, () => string]>([
  ["a seen file", () => (write("app/src/main.rs", "fn main() { }"), tag())],
  ["the name of a seen file", () => (write("app/src/new.rs", ""), tag())],
  ["the Dockerfile", () => (write("app/Dockerfile", "FROM base:1\n"), tag())],
  ["an argument", () => tag({ args: { PROFILE: "release" } })],
  ["the digest of the base", () => tag({}, { "base:1": "sha256:2" })],
  ["the permission to execute", () => (chmodSync(join(folder, "app/src/main.rs"), 0o755), tag())],
])("gives another tag, when %s changes", (_, change) => {
  const before = tag();

  expect(change()).not.toBe(before);
});

test("gives this very tag to files, links and programs, or every image would be built anew", () => {
  write("app/src/tool", "x".repeat(200_000));
  chmodSync(join(folder, "app/src/tool"), 0o755);
  symlinkSync("../src/main.rs", join(folder, "app/src/link"));

  expect(tag()).toBe("12e8d9273e5530df");
});

test("refuses a context above 500 MB before it reads any of it, and tells the way out", () => {
  write("app/src/data", "");
  truncateSync(join(folder, "app/src/data"), 500_000_001);
  const opened = jest.spyOn(fs, "openSync");

  expect(runErrorThrownBy(() => tag()).message).toBe(
    `the build context '${folder}' (501 MB) must be at most 500 MB, since each preview reads it: ` +
      `name what the image does not need in '${folder}/app/Dockerfile.dockerignore'`,
  );
  expect(opened).not.toHaveBeenCalled();
});

test("never holds a large file in memory", () => {
  write("app/src/data", "");
  truncateSync(join(folder, "app/src/data"), 3_000_000);
  const whole = jest.spyOn(fs, "readFileSync");

  tag();

  const places = whole.mock.calls.map(([place]) => relative(folder, String(place)));
  expect(places).not.toContain("app/src/data");
});

test("knows the bases of a Dockerfile from its own stages", () => {
  const dockerfile = [
    "FROM --platform=$BUILDPLATFORM rust:1 AS build",
    "FROM build AS tests",
    "FROM debian:slim",
    "COPY --from=build /a /a",
    "COPY --from=tools:2 /b /b",
    "COPY --from=0 /c /c",
  ].join("\n");

  expect(baseImages(dockerfile)).toEqual(["debian:slim", "rust:1", "tools:2"]);
});
