import type { Block, Cell, Section, Table } from "./document/document";
import { makeDocument } from "./document/makeDocument";
import type { Report } from "./report";
import type { Lang } from "./texts/lang";

/** The report as Markdown: the same words and tables as the HTML, without its charts. */
export function renderMarkdown(report: Report, lang: Lang): string {
  const { title, facts, sections } = makeDocument(report, lang);
  const blocks = [`# ${escape(title)}`, escape(facts.join(" · ")), ...sections.map(sectionText)];
  return `${blocks.join("\n\n")}\n`;
}

function sectionText({ title, blocks }: Section): string {
  const written = blocks.map(blockText).filter((block) => block !== "");
  return [`## ${escape(title)}`, ...written].join("\n\n");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "text":
      return escape(block.text);
    case "heading":
      return `### ${escape(block.text)}`;
    case "list":
      return block.items.map((item) => `- ${escape(item)}`).join("\n");
    case "table":
      return tableText(block);
    case "chart":
    case "timeChart":
      return "";
  }
}

function tableText({ caption, columns, rows }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    `**${escape(caption)}**`,
    "",
    line(columns.map(({ head }) => escape(head))),
    line(columns.map(({ kind }) => (kind === "number" ? "--:" : "---"))),
    ...rows.map((cells) => line(cells.map(cellText))),
  ].join("\n");
}

function cellText(cell: Cell): string {
  if (typeof cell === "string") return escape(cell);
  if (cell.kind === "code") return `\`${oneLine(cell.text).replace(/[`|]/g, "")}\``;
  return `[${escape(cell.text)}](${encodeURI(cell.to)})`;
}

/** Text as text: what Markdown or a table would read as a sign is made harmless. */
function escape(text: string): string {
  return oneLine(text).replace(/[\\`*_[\]<>|&#]/g, (sign) => `\\${sign}`);
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, " ");
}
