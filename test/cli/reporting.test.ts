import { compressedSum, splitReference } from "../../cli/reporting/imageSize";
import { benchmarksOf } from "../../cli/reporting/outputs";

const digest = `sha256:${"a".repeat(64)}`;
const benchmark = {
  experiment: "frameworks",
  subject: "reference",
  namespace: "tare-benchmark",
  job: "bench-reference-12345678",
  keptIn: "on-demand-jobs-12345678",
  images: { reference: `localhost:5001/tare/reference@${digest}` },
};

test("the output is read as it is, with nothing more", () => {
  const { keptIn, ...measured } = benchmark;
  const told = { ...measured, keptIn, onDemand: true, more: 1 };

  expect(benchmarksOf({ benchmarks: [told] })).toEqual([benchmark]);
  expect(benchmarksOf({ benchmarks: [{ ...told, onDemand: false }] })).toEqual([measured]);
});

test("a Job on demand that is kept nowhere, as by an earlier version, is refused with the way out", () => {
  const old = { ...benchmark, keptIn: undefined, onDemand: true };

  expect(() => benchmarksOf({ benchmarks: [old] })).toThrow("entry 0 has no 'keptIn'");
  expect(() => benchmarksOf({ benchmarks: [old] })).toThrow("run './tare up' with this version");
});

test("no output means no benchmarks: the environment measures nothing", () => {
  expect(benchmarksOf({})).toEqual([]);
});

test("an entry without one of the fields is named", () => {
  const entry = { ...benchmark, job: undefined };

  expect(() => benchmarksOf({ benchmarks: [benchmark, entry] })).toThrow("entry 1 has no 'job'");
});

test.each([[undefined], [{}], [{ reference: 1 }], [["x", ""]]])(
  "images that are %j are no images of arms",
  (images) => {
    expect(() => benchmarksOf({ benchmarks: [{ ...benchmark, images }] })).toThrow(
      "entry 0 has no 'images'",
    );
  },
);

test.each([
  [`localhost:5001/tare/x@${digest}`, { host: "localhost:5001", repository: "tare/x", digest }],
  [`r.example.com/a/b:tag@${digest}`, { host: "r.example.com", repository: "a/b", digest }],
  [`tare/x@${digest}`, undefined],
  ["localhost:5001/tare/x:tag", undefined],
])("splits %s", (image, parts) => {
  expect(splitReference(image)).toEqual(parts);
});

test("the size in the registry is that of the layers and the configuration", () => {
  expect(compressedSum({ config: { size: 5 }, layers: [{ size: 10 }, { size: 20 }] })).toBe(35);
  expect(compressedSum({ manifests: [] })).toBeUndefined();
});
