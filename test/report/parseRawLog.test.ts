import fc from "fast-check";
import { parseRawLog } from "../../report/parseRawLog";
import type { Refusal } from "../../report/refusal";
import { seeded } from "../support/property";
import { logOf, RESULT } from "./sample";

const LOG = logOf(RESULT);

function refusalOf(text: string): Refusal | undefined {
  const parsed = parseRawLog(text);
  return parsed.kind === "refused" ? parsed.refusal : undefined;
}

describe("parseRawLog", () => {
  test("gives the whole result, when nothing is missing", () => {
    expect(parseRawLog(LOG)).toEqual({ kind: "result", result: RESULT });
  });

  test("reads lines that end in CR LF", () => {
    expect(parseRawLog(LOG.replace(/\n/g, "\r\n")).kind).toBe("result");
  });

  test("refuses, or gives the whole result, wherever the log is cut", () => {
    // The log is long; every place of a line is met by a step that is no divisor of its length.
    for (let length = 0; length < LOG.length; length += 97) {
      const parsed = parseRawLog(LOG.slice(0, length));
      if (parsed.kind === "result") expect(parsed.result).toEqual(RESULT);
      else expect(parsed.refusal.kind).toBe("log");
    }
  });

  test("refuses a log whose start is lost, at any byte", () => {
    const begin = LOG.indexOf("tare-result begin");
    fc.assert(
      fc.property(fc.integer({ min: begin + 1, max: LOG.length }), (from) => {
        expect(parseRawLog(LOG.slice(from)).kind).toBe("refused");
      }),
      seeded(300),
    );
  });

  test("never gives another result, when any character is changed", () => {
    fc.assert(
      fc.property(fc.nat({ max: LOG.length - 1 }), fc.constantFrom("A", "0", "\n"), (at, put) => {
        const parsed = parseRawLog(LOG.slice(0, at) + put + LOG.slice(at + 1));
        if (parsed.kind === "result") expect(parsed.result).toEqual(RESULT);
      }),
      seeded(300),
    );
  });

  test("never throws, whatever the log holds", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const text = `${before}\ntare-result begin v1\n${after}`;
        expect(parseRawLog(text).kind).toBe("refused");
      }),
      seeded(300),
    );
  });

  test.each([
    ["empty", "\n"],
    ["several-results", LOG + LOG],
    ["cut", `${LOG}more\n`],
    ["other-checksum", LOG.replace(/[0-9a-f]{64}\n$/, `${"0".repeat(64)}\n`)],
    ["not-base64", LOG.replace("begin v1\n", "begin v1\n!!\n")],
    ["not-packed", LOG.replace("begin v1\n", "begin v1\nAAAA\n")],
    ["not-json", logOf(RESULT, (json) => json.slice(1))],
  ])("refuses a log that is %s", (fault, text) => {
    expect(refusalOf(text)).toEqual({ kind: "log", fault });
  });

  test("quotes the last words of a load generator that has failed, on one short line", () => {
    const words = `\u001b[31mloadgen:\tno\r\u0007 ${"x".repeat(1000)}`;

    const refusal = refusalOf(`a\n${words}\n`);

    expect(refusal).toMatchObject({ kind: "log", fault: "no-result" });
    const detail = refusal?.kind === "log" ? (refusal.detail ?? "") : "";
    expect(detail).toMatch(/^\[31mloadgen: no x+$/);
    expect(detail).toHaveLength(300);
  });

  test("refuses a result that unpacks to more than 4 MiB", () => {
    expect(refusalOf(logOf("0".repeat(5 << 20)))).toEqual({ kind: "log", fault: "not-packed" });
  });

  const [slice] = RESULT.slices;
  test.each([
    ["another version", { ...RESULT, schema: "tare-result/1" }, "schema"],
    ["a single arm", { ...RESULT, arms: RESULT.arms.slice(1) }, "arms"],
    ["a missing count", { ...RESULT, slices: [{ ...slice, requests: undefined }] }, "requests"],
    ["a negative count", { ...RESULT, slices: [{ ...slice, requests: -1 }] }, "requests"],
    [
      "a count that is no number",
      { ...RESULT, slices: [{ ...slice, wireBytes: NaN }] },
      "wireBytes",
    ],
    [
      "no reason for what is unknown",
      { ...RESULT, slices: [{ ...slice, subject: {} }] },
      "subject",
    ],
    ["a phase that it does not know", { ...RESULT, slices: [{ ...slice, phase: "x" }] }, "phase"],
  ])("refuses %s and names the field", (_, document, field) => {
    const refusal = refusalOf(logOf(document));
    expect(refusal).toMatchObject({ kind: "log", fault: "other-shape" });
    expect(refusal?.kind === "log" && refusal.detail).toContain(field);
  });
});
