import { join, relative } from "node:path";
import { sourcesOf, standInKey } from "../../../platform/tools/standIn";
import { PROJECT_DIR } from "../../../platform/tools/versions";

const PLUGINS = ["kubernetes", "docker", "random"];

test.each(PLUGINS)("the key of the %s stand-in counts every file that is bundled", async (name) => {
  const { build } = await import("esbuild");
  const { metafile } = await build({
    entryPoints: [join(PROJECT_DIR, "from-registries", "plugins", name, "main.ts")],
    bundle: true,
    platform: "node",
    packages: "external",
    metafile: true,
    write: false,
    absWorkingDir: PROJECT_DIR,
  });

  const counted = sourcesOf(name).map((file) => relative(PROJECT_DIR, file));

  expect(counted).toEqual(expect.arrayContaining(Object.keys(metafile.inputs)));
  expect(counted).toContain("from-registries/plugins/protocol/server.ts");
});

test("the key of the docker stand-in counts what it takes from platform/", () => {
  expect(sourcesOf("docker")).toContain(join(PROJECT_DIR, "platform", "exec.ts"));
});

test("each stand-in has a key of its own, the same each time", () => {
  expect(new Set(PLUGINS.map(standInKey)).size).toBe(3);
  expect(standInKey("docker")).toBe(standInKey("docker"));
});
