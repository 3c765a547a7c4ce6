import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../platform/errors";
import { type Progress } from "../../../platform/progress";
import { toolNamed } from "../../../platform/tools/catalogue";
import { toolFolder } from "../../../platform/tools/folders";
import { keptTools, resolveTools } from "../../../platform/tools/resolve";

const kind = toolNamed("kind");
const given = { ...process.env };
const progress: Progress = {
  note: () => undefined,
  signal: new AbortController().signal,
  log: "/dev/null",
};
let folder: string;
let server: Server;
let requests: string[];
let program: string;
let published: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tare-resolve-"));
  program = "#!/bin/sh\necho the downloaded kind\n";
  published = createHash("sha256").update(program).digest("hex");
  requests = [];
  server = createServer((request, response) => {
    requests.push(request.url ?? "");
    response.end(request.url?.endsWith(".sha256sum") ? `${published}  kind-linux-amd64` : program);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env.XDG_DATA_HOME = join(folder, "data");
  process.env.XDG_CACHE_HOME = join(folder, "cache");
  process.env.TARE_MIRROR = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mirror`;
  process.env.TARE_SOURCE = "download";
  process.env.PATH = join(folder, "path");
});

afterEach(async () => {
  process.env = { ...given };
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const onLinux = process.platform === "linux" && process.arch === "x64" ? test : test.skip;

onLinux("a missing tool is downloaded from the mirror, kept, and linked into bin", async () => {
  const { kind: resolved } = await resolveTools(["kind"], progress);

  const path = `/mirror/github.com/kubernetes-sigs/kind/releases/download/v${kind.version}`;
  expect(requests).toEqual([`${path}/kind-linux-amd64.sha256sum`, `${path}/kind-linux-amd64`]);
  expect(resolved).toMatchObject({ version: kind.version, source: "download" });
  expect(readFileSync(resolved.path, "utf8")).toBe(program);
  expect(readFileSync(join(folder, "data", "tare", "bin", "kind"), "utf8")).toBe(program);
});

onLinux("a second run asks nobody", async () => {
  await resolveTools(["kind"], progress);
  requests = [];

  const { kind: resolved } = await resolveTools(["kind"], progress);

  expect(resolved.source).toBe("download");
  expect(requests).toEqual([]);
});

onLinux("a download of a wrong checksum leaves no tool behind", async () => {
  published = "0".repeat(64);

  await expect(resolveTools(["kind"], progress)).rejects.toThrow(UserError);

  expect(existsSync(toolFolder(kind, "download"))).toBe(false);
  expect(await keptTools(["kind"])).toEqual({});
});

onLinux("a half-made folder counts as nothing, and is replaced", async () => {
  const half = toolFolder(kind, "download");
  mkdirSync(half, { recursive: true });
  writeFileSync(join(half, "kind"), "half a prog");

  const { kind: resolved } = await resolveTools(["kind"], progress);

  expect(readFileSync(resolved.path, "utf8")).toBe(program);
});

onLinux("a program that was changed after it was kept is fetched again", async () => {
  const first = await resolveTools(["kind"], progress);
  writeFileSync(first.kind.path, "tampered with");

  const { kind: resolved } = await resolveTools(["kind"], progress);

  expect(readFileSync(resolved.path, "utf8")).toBe(program);
});

test("the user's own program of the pinned version is used, when no source is forced", async () => {
  delete process.env.TARE_SOURCE;
  const own = join(folder, "path", "kind");
  mkdirSync(join(folder, "path"));
  writeFileSync(own, `#!/bin/sh\necho kind v${kind.version}\n`);
  chmodSync(own, 0o755);

  const { kind: resolved } = await resolveTools(["kind"], progress);

  expect(resolved).toEqual({ path: own, version: kind.version, source: "present" });
  expect(requests).toEqual([]);
});

test("a word that TARE_SOURCE does not know is named, with those it does", async () => {
  process.env.TARE_SOURCE = "compile";

  await expect(resolveTools(["kind"], progress)).rejects.toThrow(
    "TARE_SOURCE ('compile') must be 'download' or 'build'",
  );
});
