import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { root } from "./scratchStack";

const PAGE = join(root, "docs", "performance.md");

/**
 * Puts a section into docs/performance.md in place of the one with the same title; the others stay
 * as they are. It begins with what made it, when, at which commit and on what.
 *
 * @param command as a person would type it
 */
export function writeSection(title: string, command: string, text: string): void {
  const body = `Made by \`${command}\` on ${made()}. ${text}`;
  writeFileSync(PAGE, replaceSection(readFileSync(PAGE, "utf8"), title, body));
}

/** The page with `body` under the second-level heading `title`; a new section goes to the end. */
export function replaceSection(page: string, title: string, body: string): string {
  const [head = "", ...sections] = page.split(/^(?=## )/m);
  const section = `## ${title}\n\n${body.trim()}\n`;
  const place = sections.findIndex((one) => one.startsWith(`## ${title}\n`));
  if (place >= 0) sections[place] = section;
  else sections.push(section);
  return [head, ...sections].map((part) => part.trimEnd()).join("\n\n") + "\n";
}

function made(): string {
  const date = new Date().toISOString().slice(0, 10);
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], {
    cwd: root,
    encoding: "utf8",
  });
  const { length, 0: cpu } = cpus();
  return `${date} at commit ${commit.trim()}, on ${length} cores of ${cpu?.model ?? "an unknown model"}`;
}
