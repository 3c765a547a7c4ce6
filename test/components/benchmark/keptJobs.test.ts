import { keptData } from "../../../components/benchmark/keptJobs";

test("keeps each Job under its name", () => {
  expect(
    keptData([
      ["bench-a-1", "{}"],
      ["bench-b-2", "[]"],
    ]),
  ).toEqual({ "bench-a-1": "{}", "bench-b-2": "[]" });
});

test("throws, when the Jobs are more than a ConfigMap takes", () => {
  const large = "x".repeat(600_000);

  expect(() =>
    keptData([
      ["a", large],
      ["b", large],
    ]),
  ).toThrow("the Jobs on demand (1200000 bytes) must fit into a ConfigMap of 1048576");
});
