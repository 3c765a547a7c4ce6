import { existsSync } from "node:fs";
import { join } from "node:path";
import { findRecipe } from "../../../from-registries/images/catalog";
import { kindNodeImage } from "../../../from-registries/images/kindNode";
import {
  type DockerfileRecipe,
  type ImageRecipe,
  imageKey,
} from "../../../from-registries/images/recipe";
import { controlPlaneImages } from "../../../from-registries/images/singlePrograms";
import versions from "../../../versions.json";

const base: DockerfileRecipe = {
  kind: "dockerfile",
  name: "base",
  seconds: 1,
  dockerfile: "FROM scratch\n",
};
const top: DockerfileRecipe = { ...base, name: "top", bases: ["base"] };

const keyOf = (recipe: ImageRecipe, given: ImageRecipe = base): string =>
  imageKey(recipe, () => given);

describe("imageKey", () => {
  it("stays the same, when nothing changes", () => {
    expect(keyOf(top)).toBe(keyOf({ ...top }));
  });

  it.each<[string, Partial<DockerfileRecipe>]>([
    ["the Dockerfile", { dockerfile: "FROM base\n" }],
    ["a file of its context", { files: { "entrypoint.sh": "#!/bin/sh\n" } }],
    ["what it collects from elsewhere", { collects: "node 20" }],
    ["a Go program inside it", { goModules: ["capped-runc"] }],
  ])("changes with %s", (_, change) => {
    expect(keyOf({ ...top, ...change })).not.toBe(keyOf(top));
  });

  it("changes with the image it is based on", () => {
    expect(keyOf(top, { ...base, dockerfile: "FROM scratch\nUSER 1\n" })).not.toBe(keyOf(top));
  });
});

describe("the catalogue of images", () => {
  const dockerfiles = [kindNodeImage, ...controlPlaneImages];

  it("knows every image that another one is made of", () => {
    const inner = dockerfiles.flatMap(({ bases = [], carries = [] }) => [...bases, ...carries]);

    for (const name of inner) expect(findRecipe(name).name).toBe(name);
  });

  it("makes the node image under the name that kind's own has", () => {
    expect(kindNodeImage.name).toBe(`kindest/node:v${versions.kubernetes}`);
  });

  it("leaves no placeholder in the node's files", () => {
    for (const text of Object.values(kindNodeImage.files ?? {})) {
      expect(text).not.toMatch(/@(pause|provisioner|helper)@/);
    }
  });

  it("takes programs only from modules that are there", () => {
    for (const module of dockerfiles.flatMap(({ goModules = [] }) => goModules)) {
      const file = join(__dirname, "../../../from-registries/go", module, "go.mod");
      expect(existsSync(file)).toBe(true);
    }
  });
});
