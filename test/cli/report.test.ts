import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { langOf } from "../../cli/report";
import { type ReportContext, writeContext } from "../../cli/reporting/contextFile";
import { folderAt, type ReportFolder } from "../../cli/reporting/folder";
import { renderReport } from "../../cli/reporting/render";
import { type Report } from "../../report/report";
import { input, measurement } from "../report/sample";

const { log = "", ...kept } = measurement();
const origin = input([]);
const CONTEXT: ReportContext = {
  ...origin,
  schema: "tare-context/1",
  plugins: [...origin.plugins],
  images: { ...origin.images },
  measurements: [{ ...kept, images: { ...kept.images } }],
};

let folder: ReportFolder;

beforeEach(() => {
  const path = mkdtempSync(join(tmpdir(), "tare-report-"));
  folder = folderAt(path);
  mkdirSync(folder.raw);
  writeContext(folder.context, CONTEXT);
});

afterEach(() => rmSync(folder.path, { recursive: true, force: true }));

const read = (name: string): string => readFileSync(join(folder.path, name), "utf8");
const rendered = (): Report => JSON.parse(read("report.json")) as Report;
const keepLog = (): void => writeFileSync(join(folder.raw, `${kept.job}.log`), log);

describe("a report rendered from what was fetched", () => {
  test("is written in three forms, and tells its summary and plugins", () => {
    keepLog();

    const { summary, plugins } = renderReport(folder, "en");

    expect(rendered()).toMatchObject({ schema: "tare-report/3", commit: "0123abc" });
    expect(rendered().sessions[0].measured).toBeDefined();
    expect(read("report.md")).toContain(summary[0]);
    expect(read("report.html")).toContain("<!doctype html>");
    expect(plugins).toEqual(origin.plugins);
  });

  test("is the same, to the byte, when it is rendered again", () => {
    keepLog();
    const files = ["report.html", "report.md", "report.json"];
    renderReport(folder, "en");
    const before = files.map(read);

    renderReport(folder, "en");

    expect(files.map(read)).toEqual(before);
  });

  test("speaks the language that it is asked for", () => {
    keepLog();

    expect(renderReport(folder, "fr").summary[0]).toContain("CPU par requête");
    expect(read("report.html")).toContain('<html lang="fr">');
  });

  test("names the file that is not there", () => {
    renderReport(folder, "en");

    expect(rendered().sessions[0].starts[0].refusal).toEqual({
      kind: "missing",
      detail: `there is no ${join(folder.raw, `${kept.job}.log`)}`,
    });
  });

  test("does not take an older log for one that could not be fetched", () => {
    keepLog();
    const [measured] = CONTEXT.measurements;
    writeContext(folder.context, {
      ...CONTEXT,
      measurements: [{ ...measured, missing: "the Job is gone" }],
    });

    renderReport(folder, "en");

    expect(rendered().sessions[0].starts[0].refusal).toEqual({
      kind: "missing",
      detail: "the Job is gone",
    });
  });

  test.each([
    ["there is no", () => rmSync(folder.context)],
    ["cannot be read", () => writeFileSync(folder.context, "{")],
    ["cannot be read", () => writeFileSync(folder.context, '{"schema":"tare-context/0"}')],
  ])("is refused when its context %s", (words, spoil) => {
    spoil();

    expect(() => renderReport(folder, "en")).toThrow(words);
  });

  test("never reads a log outside of its folder", () => {
    const [measured] = CONTEXT.measurements;
    writeContext(folder.context, { ...CONTEXT, measurements: [{ ...measured, job: "../x" }] });

    expect(() => renderReport(folder, "en")).toThrow("cannot be read");
  });
});

test("a language without a catalogue is named, with those there are", () => {
  expect(langOf("fr")).toBe("fr");
  expect(() => langOf("de")).toThrow("'--lang' (de) is no language of the report");
});
