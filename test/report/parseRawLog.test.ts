import fc from "fast-check";
import { parseRawLog } from "../../report/parseRawLog";
import { seeded } from "../support/property";
import { logOf, RESULT, resultWith } from "./sample";

const LOG = logOf(RESULT);

function reasonFor(text: string): string {
  const parsed = parseRawLog(text);
  return parsed.kind === "refused" ? parsed.reason : "not refused";
}

describe("parseRawLog", () => {
  test("gives the whole result, when nothing is missing", () => {
    expect(parseRawLog(LOG)).toEqual({ kind: "result", result: RESULT });
  });

  test("reads lines that end in CR LF", () => {
    expect(parseRawLog(LOG.replace(/\n/g, "\r\n")).kind).toBe("result");
  });

  test("refuses, or gives the whole result, when the log is cut at any byte", () => {
    for (let length = 0; length < LOG.length; length += 1) {
      const parsed = parseRawLog(LOG.slice(0, length));
      if (parsed.kind === "result") expect(parsed.result).toEqual(RESULT);
      else expect(parsed.reason).not.toBe("");
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
    ["the log is empty", "\n"],
    ["the log holds no result; it ends: loadgen: wrk failed", "a\nloadgen: wrk failed\n"],
    ["the log holds more than one result", LOG + LOG],
    ["the log is cut: its last line is not the checksum", `${LOG}more\n`],
    ["the checksum does not fit the result", LOG.replace(/[0-9a-f]{64}/, "0".repeat(64))],
    ["the result is not base64", LOG.replace("begin v1\n", "begin v1\n!!\n")],
    ["the result cannot be unpacked", LOG.replace("begin v1\n", "begin v1\nAAAA\n")],
  ])("refuses because %s", (reason, text) => {
    expect(reasonFor(text)).toBe(reason);
  });

  test("refuses a result that unpacks to more than 4 MiB", () => {
    expect(reasonFor(logOf("0".repeat(5 << 20)))).toBe("the result cannot be unpacked");
  });

  test.each([
    ["another version", { ...RESULT, schema: "tare-result/2" }, "schema"],
    ["a missing count", resultWith({ wrk: { requests: undefined } }), "wrk.requests"],
    ["a negative count", resultWith({ wrk: { requests: -1 } }), "wrk.requests"],
    ["a count that is no number", resultWith({ wrk: { requests: NaN } }), "wrk.requests"],
    ["no reason for what is unknown", { ...RESULT, subjectUse: { cpu: { known: false } } }, "cpu"],
  ])("refuses %s and names the field", (_, document, field) => {
    const reason = reasonFor(logOf(document));
    expect(reason).toContain("the result has another shape");
    expect(reason).toContain(field);
  });
});
