import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toolNamed } from "../../../platform/tools/catalogue";
import { findPresent, saysVersion } from "../../../platform/tools/present";

test.each([
  ["v3.250.0", true],
  ["kind v3.250.0 go1.26 linux/amd64", true],
  ["Client Version: v3.250.0\nKustomize Version: v5", true],
  ["v3.250.0+tare", false],
  ["v3.250.0-dev.1", false],
  ["v3.250.01", false],
  ["v13.250.0", false],
  ["v3.250.0.1", false],
])("of '%s' it is %s that it says 3.250.0", (text, says) => {
  expect(saysVersion(text, "3.250.0")).toBe(says);
});

describe("on PATH", () => {
  const kind = toolNamed("kind");
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "tare-present-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const install = (name: string, says: string): void => {
    writeFileSync(join(folder, name), `#!/bin/sh\necho '${says}'\n`);
    chmodSync(join(folder, name), 0o755);
  };

  test("a program that says the pinned version is taken", async () => {
    install("kind", `kind v${kind.version} go1.26`);

    expect(await findPresent(kind, folder)).toEqual([join(folder, "kind")]);
  });

  test("a program of another version, or a stand-in's, is passed over", async () => {
    install("kind", `kind v${kind.version}+tare go1.26`);

    expect(await findPresent(kind, folder)).toBeUndefined();
  });

  test("a Pulumi without the language host beside it is passed over", async () => {
    const pulumi = toolNamed("pulumi");
    install("pulumi", `v${pulumi.version}`);

    expect(await findPresent(pulumi, folder)).toBeUndefined();
  });
});
