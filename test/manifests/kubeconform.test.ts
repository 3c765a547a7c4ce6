import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../platform/tools/versions";
import { type Rendered, renderAll } from "./environments";
import { kubeconform } from "./kubeconform";
import { called, type Manifest, writeManifests } from "./render";
import { KINDS } from "./schemas/kinds";
import { vendored } from "./schemas/vendored";

let rendered: Rendered;

beforeAll(async () => {
  rendered = await renderAll();
});

test("the schemas are those of the Kubernetes that the project pins", () => {
  expect(vendored().kubernetes).toBe(version("kubernetes"));
});

test("there is a schema of every kind that is deployed, and of no other", () => {
  const used = Object.values(rendered).flat();

  expect([...new Set(used.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`))].sort()).toEqual(
    [...KINDS].sort(),
  );
});

test.each(["dev", "staging", "prod", "composed"])(
  "every object of %s is what Kubernetes knows, and no property more",
  async (name) => {
    const checked = await kubeconform(writeManifests(rendered[name]));

    expect(checked.filter(({ status }) => status !== "statusValid")).toEqual([]);
    expect(checked).toHaveLength(rendered[name].length);
  },
);

describe("what is wrong is found:", () => {
  const deployment = (): Manifest => {
    const found = rendered.composed.find((one) => called(one) === "Deployment.shop.shop");
    return structuredClone(found) as Manifest;
  };
  const messageOf = async (manifest: Manifest, edit = (text: string): string => text) => {
    const folder = writeManifests([]);
    writeFileSync(join(folder, "one.json"), edit(JSON.stringify(manifest)));
    const [{ status, msg }] = await kubeconform(folder);
    expect(status).not.toBe("statusValid");
    return msg;
  };

  test("a property that Kubernetes does not know, deep inside", async () => {
    const wrong = (text: string): string => text.replace('"readOnlyRoot', '"readonlyRoot');

    expect(await messageOf(deployment(), wrong)).toContain("readonlyRootFilesystem");
  });

  test("a text where a number belongs", async () => {
    const wrong = (text: string): string =>
      text.replace(/"revisionHistoryLimit":2/, '"revisionHistoryLimit":"2"');

    expect(await messageOf(deployment(), wrong)).toContain("revisionHistoryLimit");
  });

  test("a value that is none of those to choose from", async () => {
    const wrong = (text: string): string => text.replace('"RuntimeDefault"', '"Runtime"');

    expect(await messageOf(deployment(), wrong)).toContain("seccompProfile");
  });

  test("a required property that is missing", async () => {
    const wrong = (text: string): string => text.replace(/"selector":\{.*?\}\},/, "");

    expect(await messageOf(deployment(), wrong)).toContain("selector");
  });

  test("a kind without a schema", async () => {
    const wrong = { ...deployment(), kind: "Deploiement" };

    expect(await messageOf(wrong)).toContain("could not find schema for Deploiement");
  });
});
