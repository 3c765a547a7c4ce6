import { findChecksum } from "../../../platform/tools/checksum";

const a = "a".repeat(64);
const b = "B".repeat(64);

test.each([
  ["two columns", `${a}  tool.tar.gz\n${b}  other\n`, a],
  ["the mark of binary files", `${b} *other\n${a} *tool.tar.gz\n`, a],
  ["a path before the name", `${a}  ./out/tool.tar.gz\n`, a],
  ["nothing but the sum", `${b}\n`, b.toLowerCase()],
])("finds the sum in a list with %s", (_form, list, sum) => {
  expect(findChecksum(list, "tool.tar.gz")).toBe(sum);
});

test.each([
  ["the list names other files only", `${a}  tool.tar.gz.sig\n`],
  ["the list is an error page", "<html>not found</html>"],
  ["there are two sums and no names", `${a}\n${b}\n`],
  ["the list is empty", ""],
])("finds none, when %s", (_case, list) => {
  expect(findChecksum(list, "tool.tar.gz")).toBeUndefined();
});
