import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { env, exportLine } from "../../cli/env";
import { TOOLS } from "../../platform/tools/catalogue";
import { pulumiHome, toolFolder } from "../../platform/tools/folders";
import { writeKept } from "../../platform/tools/kept";
import { useRemoteEnvironment } from "../support/remoteEnvironment";

test("a shell reads back exactly the text that was given, whatever stands in it", () => {
  const text = fc.string({ maxLength: 40 }).filter((value) => !value.includes("\0"));
  fc.assert(
    fc.property(text, (value) => {
      const script = `${exportLine("X", value)}\nprintf %s "$X"`;
      return execFileSync("sh", ["-c", script], { encoding: "utf8" }) === value;
    }),
    { numRuns: 30 },
  );
});

describe("of an environment that is not local", () => {
  useRemoteEnvironment();

  let told: jest.SpyInstance;
  beforeEach(() => (told = jest.spyOn(process.stderr, "write").mockReturnValue(true)));
  afterEach(() => told.mockRestore());

  /** Every plugin of the program, from that source. */
  const keepPlugins = (source: "download" | "build"): void => {
    for (const tool of TOOLS.filter(({ build }) => build.kind !== "go")) {
      const folder = toolFolder(tool, source);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "plugin"), "");
      writeKept(folder, { version: tool.version, source }, ["plugin"]);
    }
  };

  const printedLines = async (): Promise<string[]> => {
    let text = "";
    const write = jest.spyOn(process.stdout, "write").mockImplementation((more) => {
      text += String(more);
      return true;
    });
    await env({ env: "staging" });
    write.mockRestore();
    return text.split("\n");
  };
  const home = (): string => exportLine("PULUMI_HOME", pulumiHome());
  const names = (lines: readonly string[]): string =>
    lines.map((line) => line.replace(/=.*/, "")).join(" ");

  test("the project's plugins are not named, while they are stand-ins or none", async () => {
    const without = await printedLines();
    keepPlugins("build");
    const withStandIns = await printedLines();

    for (const lines of [without, withStandIns]) {
      expect(names(lines)).toContain("export PULUMI_CREDENTIALS_PATH");
      expect(names(lines)).not.toMatch(/PULUMI_HOME|PLUGIN_ACQUISITION/);
    }
    expect(told).toHaveBeenCalledWith(
      expect.stringContaining("environment 'staging' is not local"),
    );
  });

  test("a shell forgets them, when it has them of an earlier call", async () => {
    keepPlugins("build");
    process.env.PULUMI_HOME = pulumiHome();

    expect(await printedLines()).toEqual(
      expect.arrayContaining([
        "unset PULUMI_HOME",
        "unset PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
      ]),
    );
  });

  test("they are named, when they are the official ones", async () => {
    keepPlugins("download");

    expect(await printedLines()).toContain(home());
    expect(told).not.toHaveBeenCalled();
  });

  test("stand-ins are named, when the user lets them change another cluster", async () => {
    keepPlugins("build");
    process.env.TARE_ALLOW_STAND_INS = "1";

    expect(await printedLines()).toContain(home());
  });
});
