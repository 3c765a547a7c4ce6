import type { Report } from "../report";
import type { Texts } from "../texts/en";
import type { Format } from "../texts/format";
import type { Lang } from "../texts/lang";
import type { DotChart } from "./dotChart";
import type { TimeChart } from "./timeChart";

/** A piece of text in a cell. Everything is text until a renderer makes it harmless. */
export type Cell =
  | string
  | { readonly kind: "code"; readonly text: string }
  /** Relative to the report. */
  | { readonly kind: "link"; readonly text: string; readonly to: string };

export interface Column {
  readonly head: string;
  /** `name`: what a row is about. `number`: flush right, with digits of one width. */
  readonly kind: "name" | "text" | "number";
}

export interface Table {
  readonly kind: "table";
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "chart"; readonly chart: DotChart }
  | { readonly kind: "timeChart"; readonly chart: TimeChart }
  | Table;

/** A question and its answer. */
export interface Section {
  /** For links: letters and dashes. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A report in words, before it becomes Markdown or HTML. */
export interface Document {
  readonly lang: Lang;
  readonly title: string;
  /** Where, when, with what. */
  readonly facts: readonly string[];
  /** The first is the summary. */
  readonly sections: readonly [Section, ...Section[]];
  readonly contents: string;
}

/** What every section is written with. */
export interface Page {
  readonly report: Report;
  readonly texts: Texts;
  readonly format: Format;
}

export function text(content: string): Block {
  return { kind: "text", text: content };
}

/** A list, or nothing when there is nothing to list. */
export function list(items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

/** A chart, or nothing when there is nothing to draw. */
export function chart(content: DotChart): Block[] {
  const drawn = content.rows.some(({ dots }) => dots.length > 0);
  return drawn ? [{ kind: "chart", chart: content }] : [];
}

export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): Block[] {
  return rows.length === 0 ? [] : [{ kind: "table", caption, columns, rows }];
}

export function nameColumn(head: string): Column {
  return { head, kind: "name" };
}

export function textColumn(head: string): Column {
  return { head, kind: "text" };
}

export function numberColumn(head: string): Column {
  return { head, kind: "number" };
}
