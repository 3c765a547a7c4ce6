import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../platform/tools/versions";
import { PROGRAMS, render, type Rendered } from "./environments";
import { kubeconform } from "./kubeconform";
import { called, type Manifest, writeManifests } from "./render";
import { MODELS } from "./schemas/cloudNativePg";
import { CUSTOM_KINDS, KINDS } from "./schemas/kinds";
import { vendored } from "./schemas/vendored";

// Every program is run here, one after the other.
jest.setTimeout(60_000);

let rendered: Rendered;

beforeAll(async () => {
  rendered = await render(...PROGRAMS);
});

test("the schemas are those of the Kubernetes and the CloudNativePG that the project pins", () => {
  expect(vendored("kubernetes").source).toBe(`Kubernetes ${version("kubernetes")}`);
  expect(vendored("cloudNativePg").source).toBe(MODELS);
});

test("there is a schema of every kind that is deployed, and of no other", () => {
  const used = Object.values(rendered).flat();

  expect([...new Set(used.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`))].sort()).toEqual(
    [...KINDS, ...CUSTOM_KINDS].sort(),
  );
});

test.each(PROGRAMS)(
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

  test.each<[what: string, right: string, wrong: string, named: string]>([
    ["an unknown property", '"dataDurability"', '"durability"', "durability"],
    ["a method that is none", '"method":"any"', '"method":"some"', "method"],
    [
      "a number as a parameter",
      '"max_connections":"64"',
      '"max_connections":64',
      "max_connections",
    ],
    ["no instance", '"instances":3', '"instances":0', "instances"],
    ["a property of one object in another", '"stopDelay":120', '"login":true', "login"],
  ])("in a Cluster of CloudNativePG %s", async (_, right, wrong, named) => {
    const cluster = rendered["prod on CloudNativePG"].find(({ kind }) => kind === "Cluster");
    expect(JSON.stringify(cluster)).toContain(right);

    const message = await messageOf(cluster as Manifest, (text) => text.replace(right, wrong));
    expect(message).toContain(named);
  });

  test("a kind without a schema", async () => {
    const wrong = { ...deployment(), kind: "Deploiement" };

    expect(await messageOf(wrong)).toContain("could not find schema for Deploiement");
  });
});
