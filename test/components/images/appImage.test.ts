import { AppImage } from "../../../components/images/appImage";
import { ServiceImages } from "../../../components/images/serviceImages";
import { Recorder } from "../../support/recorder";

const DIGEST = `sha256:${"a".repeat(64)}`;
const REFERENCE = `registry.example.com/loadgen@${DIGEST}`;

let recorder: Recorder;

beforeEach(async () => {
  recorder = await Recorder.start();
});

test("builds nothing, when the image is given by digest", async () => {
  new AppImage("loadgen", { source: { kind: "reference", reference: REFERENCE } });
  await recorder.settle();

  expect(recorder.only("tare:index:AppImage", "loadgen").outputs).toEqual({ reference: REFERENCE });
  expect(recorder.ofType("docker:index/image:Image")).toEqual([]);
});

test.each(["loadgen:latest", `loadgen@${DIGEST}`, `registry.example.com/loadgen@${DIGEST}0`])(
  "refuses %s in place of a reference by digest",
  (reference) => {
    expect(() => new AppImage("bad", { source: { kind: "reference", reference } })).toThrow(
      `'reference' (${reference}) must be registry/name@sha256:... with 64 hex digits`,
    );
  },
);

test("is used by the digest of what was pushed, tagged by its content", async () => {
  new ServiceImages({ registry: "localhost:5001", images: {} }, {}).get("node-std");
  await recorder.settle();

  const { inputs } = recorder.only("docker:index/image:Image", "node-std");
  expect(inputs.imageName).toMatch(/^localhost:5001\/tare\/node-std:[0-9a-f]{16}$/);
  expect(recorder.only("tare:index:AppImage", "node-std").outputs?.reference).toMatch(
    /^localhost:5001\/tare\/node-std@sha256:[0-9a-f]{64}$/,
  );
});

test("makes an image once, and only when it is asked for", async () => {
  const images = new ServiceImages({ registry: "r", images: { loadgen: REFERENCE } }, {});

  expect(images.get("loadgen")).toBe(images.get("loadgen"));
  expect(images.all()).toEqual([images.get("loadgen")]);
  await recorder.settle();
  expect(recorder.resources.map(({ name }) => name)).toEqual(["loadgen"]);
});
