import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { readHdrHistogram } from "../../../report/statistics/hdrHistogram";
import { mergeHistograms, valueAt } from "../../../report/statistics/histogram";
import { seededRandom } from "../../../report/statistics/random";
import { seeded } from "../../support/property";
import fixtures from "../fixtures/histograms.json";
import { hdrOf } from "../hdrSample";

// The fixtures are the output of the crate hdrhistogram 7.6.0, with the values that it reads there.
test.each(fixtures)("reads what hdrhistogram for Rust has written: $name", (fixture) => {
  const histogram = readHdrHistogram(fixture.base64);

  expect(histogram.total).toBe(fixture.total);
  const read = fixture.quantiles.map(([share]) => [share, valueAt(histogram, share)]);
  expect(read).toEqual(fixture.quantiles);
});

test("a percentile of 100 merged histograms is that of all values within 0.1 %", () => {
  const random = seededRandom(5);
  const runs = Array.from({ length: 100 }, (_, run) =>
    Array.from({ length: 500 + 7 * run }, () =>
      Math.round(150_000 * Math.max(random(), 1e-9) ** -0.4),
    ),
  );
  const all = runs.flat().sort((a, b) => a - b);

  const merged = mergeHistograms(runs.map((values) => readHdrHistogram(hdrOf(values))));

  expect(merged.total).toBe(all.length);
  for (let step = 0; step < 5_000; step += 1) {
    const share = 0.5 + step / 10_000;
    const exact = all[Math.ceil(share * all.length - 1e-6) - 1];
    const off = valueAt(merged, share) / exact - 1;
    expect(Math.abs(off)).toBeLessThanOrEqual(0.001);
  }
});

test("any values can be written and read back", () => {
  const value = fc.integer({ min: 1, max: 3_600_000_000_000 });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 50 }), (values) => {
      const histogram = readHdrHistogram(hdrOf(values));
      const largest = Math.max(...values);

      expect(histogram.total).toBe(values.length);
      expect(valueAt(histogram, 1)).toBeGreaterThanOrEqual(largest);
      expect(valueAt(histogram, 1)).toBeLessThanOrEqual(largest * 1.001);
    }),
    seeded(200),
  );
});

test("an empty histogram has no percentile", () => {
  expect(valueAt(readHdrHistogram(hdrOf([])), 0.5)).toBeNaN();
});

describe("refuses a histogram", () => {
  const bytes = (): Buffer => Buffer.from(hdrOf([1_000, 2_000_000]), "base64");
  /** The same with other bytes inside. */
  const inside = (content: Buffer): string => {
    const packed = deflateSync(content);
    const head = Buffer.alloc(8);
    head.writeInt32BE(0x1c849314, 0);
    head.writeInt32BE(packed.length, 4);
    return Buffer.concat([head, packed]).toString("base64");
  };
  const head = (digits: number, offset: number, counts: readonly number[]): Buffer => {
    const plain = Buffer.alloc(40 + counts.length);
    plain.writeInt32BE(0x1c849313, 0);
    plain.writeInt32BE(counts.length, 4);
    plain.writeInt32BE(offset, 8);
    plain.writeInt32BE(digits, 12);
    plain.writeBigInt64BE(1n, 16);
    plain.set(counts, 40);
    return plain;
  };

  test.each([
    ["it does not begin as a compressed histogram of version 2", ""],
    ["it is not as long as it says", bytes().subarray(0, -1).toString("base64")],
    ["what is inside is not a histogram of version 2", inside(Buffer.alloc(50))],
    ["its counts are not as long as it says", inside(head(3, 0, [2, 2]).subarray(0, 41))],
    ["its values are shifted, which is not supported", inside(head(3, 1, [2]))],
    ["it has 9 significant digits, not 1 to 5", inside(head(9, 0, [2]))],
    ["its last count is cut", inside(head(3, 0, [0x82]))],
  ])("because %s", (reason, text) => {
    expect(() => readHdrHistogram(text)).toThrow(reason);
  });

  test("that unpacks to more than one can be", () => {
    expect(() => readHdrHistogram(inside(Buffer.alloc(1 << 20)))).toThrow();
  });
});
