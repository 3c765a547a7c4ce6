import type { Block, Cell, Column, Table } from "../document/document";
import { chartHtml } from "./chartHtml";
import { escapeHtml, proseHtml } from "./escape";
import { timeChartHtml } from "./timeChartHtml";

/** A block of a section as HTML. */
export function blockHtml(block: Block): string {
  switch (block.kind) {
    case "text":
      return `<p>${proseHtml(block.text)}</p>`;
    case "heading":
      return `<h3>${proseHtml(block.text)}</h3>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${proseHtml(item)}</li>`).join("\n")}</ul>`;
    case "table":
      return tableHtml(block);
    case "chart":
      return chartHtml(block.chart);
    case "timeChart":
      return timeChartHtml(block.chart);
  }
}

/** In a wrapper that scrolls by itself, by keyboard, too, so that the page never does sideways. */
function tableHtml({ caption, columns, rows }: Table): string {
  const name = proseHtml(caption);
  const body = rows.map((cells) => {
    const row = cells.map((cell, index) => cellHtml(cell, columns[index]));
    return `<tr>${row.join("")}</tr>`;
  });
  return [
    `<div class="scroll" role="region" tabindex="0" aria-label="${name}">`,
    `<table><caption><span>${name}</span></caption>`,
    `<thead><tr>${columns.map(headHtml).join("")}</tr></thead>`,
    `<tbody>\n${body.join("\n")}\n</tbody></table>`,
    "</div>",
  ].join("\n");
}

function headHtml({ head, kind }: Column): string {
  return `<th scope="col" class="${kind}">${proseHtml(head)}</th>`;
}

function cellHtml(cell: Cell, { kind }: Column): string {
  const inside = contentHtml(cell);
  return kind === "name" ? `<th scope="row">${inside}</th>` : `<td class="${kind}">${inside}</td>`;
}

function contentHtml(cell: Cell): string {
  if (typeof cell === "string") return proseHtml(cell);
  const text = escapeHtml(cell.text);
  return cell.kind === "code"
    ? `<code>${text}</code>`
    : `<a href="${escapeHtml(encodeURI(cell.to))}">${text}</a>`;
}
