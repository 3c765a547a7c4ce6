import { replaceSection } from "./page";

const PAGE = "# Performance\n\nWhat is it.\n\n## One\n\nOld.\n\n### Part\n\n## Two\n\nStays.\n";

test("a section takes the place of the one with its title, and the others stay", () => {
  expect(replaceSection(PAGE, "One", "New.\n")).toBe(
    "# Performance\n\nWhat is it.\n\n## One\n\nNew.\n\n## Two\n\nStays.\n",
  );
});

test("a section of a new title goes to the end", () => {
  expect(replaceSection(PAGE, "On", "New.")).toBe(`${PAGE}\n## On\n\nNew.\n`);
});
