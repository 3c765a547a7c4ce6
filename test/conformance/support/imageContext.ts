import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tryRun } from "../../../platform/exec";
import type { Bag } from "./driver";

export const registry = process.env["TARE_REGISTRY"];

/** Under which all images of a test file are made. */
export const repository = `${registry ?? "localhost:5001"}/tare-conformance-${randomBytes(3).toString("hex")}`;

/** A folder with a Dockerfile that a small image is built from. */
export class ImageContext {
  private readonly folder: string;

  constructor() {
    if (registry === undefined) {
      throw new Error("these tests need a registry: set TARE_REGISTRY=localhost:port");
    }
    this.folder = mkdtempSync(join(tmpdir(), "tare-conformance-"));
    mkdirSync(this.path());
    this.write("Dockerfile", "FROM scratch\nARG WHO\nCOPY hello.txt /\nLABEL who=$WHO\n");
    this.write("hello.txt", "hello\n");
    this.write(".dockerignore", "ignored.txt\n");
  }

  path(...parts: string[]): string {
    return join(this.folder, "context", ...parts);
  }

  /** A path that the build does not see. */
  outside(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text);
  }

  /** Inputs of the image, tagged; `more` and `build` go before what they hold by themselves. */
  inputs(tag: string, more: Bag = {}, build: Bag = {}): Bag {
    return {
      build: {
        args: { WHO: "world" },
        context: this.path(),
        dockerfile: this.path("Dockerfile"),
        platform: "linux/amd64",
        ...build,
      },
      buildOnPreview: false,
      imageName: `${repository}:${tag}`,
      skipPush: true,
      ...more,
    };
  }

  /** Removes the folder and every image of the repository. */
  async remove(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    const images = await tryRun("docker", ["images", "-q", repository]);
    for (const id of new Set(images?.stdout.split("\n").filter(Boolean))) {
      await tryRun("docker", ["rmi", "-f", id]);
    }
  }
}
