import { readdirSync } from "node:fs";
import { join } from "node:path";
import matrix from "../../services/frameworks/matrix.json";

const FRAMEWORKS = join(__dirname, "../../services/frameworks");
const SETTINGS = Object.keys(matrix.settings);

describe("matrix.json", () => {
  test("has a row for every folder that builds a server", () => {
    const folders = readdirSync(FRAMEWORKS, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith("Dockerfile"))
      .map((path) => path.replace("/Dockerfile", ""));

    expect(Object.keys(matrix.servers).sort()).toEqual(folders.sort());
  });

  test.each(Object.entries(matrix.servers))(
    "says of %s and every setting yes, or why not",
    (_, row) => {
      expect(Object.keys(row)).toEqual(SETTINGS);
      for (const entry of Object.values(row)) {
        expect(entry === true || (typeof entry === "string" && entry.length > 20)).toBe(true);
      }
    },
  );

  test.each(Object.entries(matrix.settings))("gives %s a meaning and limits", (_, setting) => {
    expect(setting.meaning).not.toBe("");
    if (setting.kind === "number") {
      expect(setting).toMatchObject({ unit: expect.any(String) as string });
      expect("min" in setting && "max" in setting && setting.min < setting.max).toBe(true);
    } else expect(setting.kind).toBe("flag");
  });
});
