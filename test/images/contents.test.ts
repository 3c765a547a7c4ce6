import { readFileSync, rmSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../platform/exec";
import { BUILD_MILLISECONDS, buildImage, docker, removeAll } from "./docker";
import { hasSymbols } from "./elf";

/** Files that Docker itself puts into every container. */
const DOCKERS_OWN = /^(\.dockerenv|dev\/|etc\/(hostname|hosts|mtab|resolv\.conf)?$|proc\/|sys\/)/;

interface ImageConfig {
  readonly User: string;
  readonly Cmd: readonly string[];
  readonly Env: readonly string[] | null;
  readonly Labels: Readonly<Record<string, string>> | null;
}

interface Image {
  readonly id: string;
  readonly size: number;
  readonly config: ImageConfig;
  /** Every file, folders left out. */
  readonly files: readonly string[];
}

jest.setTimeout(60_000);
afterAll(removeAll);

async function inspect(folder: string): Promise<Image> {
  const id = await buildImage(folder);
  const [facts] = JSON.parse(await docker(["image", "inspect", id])) as {
    Size: number;
    Config: ImageConfig;
  }[];
  if (facts === undefined) throw new Error(`no image ${id}`);
  const list = await withFileSystem(id, (tar) => run("tar", ["-tf", tar]));
  const names = list.stdout.trim().split("\n");
  const files = names.filter((name) => !name.endsWith("/") && !DOCKERS_OWN.test(name));
  return { id, size: facts.Size, config: facts.Config, files };
}

/** Gives `use` the image's files as one tar archive. */
async function withFileSystem<T>(id: string, use: (tar: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "tare-contents-"));
  const container = await docker(["create", id]);
  try {
    const tar = join(folder, "image.tar");
    await docker(["export", "--output", tar, container]);
    return await use(tar);
  } finally {
    await docker(["rm", container]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fileOf(id: string, name: string): Promise<Buffer> {
  return withFileSystem(id, async (tar) => {
    await run("tar", ["-xf", tar, "-C", join(tar, ".."), name]);
    return readFileSync(join(tar, "..", name));
  });
}

/** Servers whose image is one program. */
const PROGRAMS = ["hyperlane", "tokio", "rocket", "rust-std", "reference"];
const FOLDERS = [
  ...[...PROGRAMS, "node-std"].map((name) => `frameworks/${name}`),
  ...["loadgen", "nodeprobe", "shop"],
];

describe.each(FOLDERS)("the image of %s", (folder) => {
  let image: Image;

  beforeAll(async () => {
    image = await inspect(folder);
  }, BUILD_MILLISECONDS);

  test("runs as a user with a number and without rights", () => {
    expect(image.config.User).toBe("65532:65532");
  });

  test("starts its program itself, without a shell", () => {
    expect(image.config.Cmd[0]).toMatch(/^\/(?!bin\/sh)/);
  });

  test("holds no shell, no package manager and no certificates", () => {
    const unwanted = /(^|\/)(sh|bash|dash|busybox|apt|dpkg|npm|cargo)$|\.(pem|crt)$|ssl\/certs/;
    expect(image.files.filter((name) => unwanted.test(name))).toEqual([]);
  });

  test("keeps nothing of the build in its settings", () => {
    const variables = (image.config.Env ?? []).map((one) => one.split("=", 1)[0]);
    expect(variables.filter((name) => !["PATH", "NODE_ENV"].includes(name ?? ""))).toEqual([]);
    expect(image.config.Labels ?? {}).toEqual({});
  });
});

describe.each([
  ...PROGRAMS.map((name) => [name, `frameworks/${name}`] as const),
  ["nodeprobe", "nodeprobe"] as const,
])("the image of %s", (name, folder) => {
  test(
    "is one stripped binary and at most 5 % more",
    async () => {
      const image = await inspect(folder);
      const binary = await fileOf(image.id, name);

      expect(image.files).toEqual([name]);
      expect(hasSymbols(binary)).toBe(false);
      expect(image.size / binary.length).toBeLessThanOrEqual(1.05);
    },
    BUILD_MILLISECONDS,
  );
});

test("the image of node-std holds node, its libraries and our own files, and nothing else", async () => {
  const { files } = await inspect("frameworks/node-std");
  const own = /^app\/(matrix\.json|node-std\/[a-z]+\.js)$/;
  const rest = files.filter((name) => !own.test(name) && !/\.so(\.\d+)*$/.test(name));

  expect(rest).toEqual(["usr/local/bin/node"]);
});

test("the image of shop holds node, its libraries and one file of ours", async () => {
  const { files } = await inspect("shop");

  expect(files.filter((name) => !/\.so(\.\d+)*$/.test(name)).sort()).toEqual([
    "app/shop.js",
    "usr/local/bin/node",
  ]);
});
