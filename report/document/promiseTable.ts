import { type Block, nameColumn, type Page, table, textColumn } from "./document";

/** Something that was promised, and what was seen. */
export interface Promised {
  readonly what: string;
  readonly limit: string;
  /** Absent where it could not be seen. */
  readonly seen?: string;
  readonly held?: boolean;
}

export function promiseTable(caption: string, rows: readonly Promised[], { texts }: Page): Block[] {
  const { columns, held: words } = texts.trials;
  const heads = [
    nameColumn(columns.promise),
    textColumn(columns.limit),
    textColumn(columns.seen),
    textColumn(columns.held),
  ];
  const verdict = (held: boolean | undefined): string =>
    held === undefined ? words.unknown : held ? words.yes : words.no;
  return table(
    caption,
    heads,
    rows.map(({ what, limit, seen, held }) => [what, limit, seen ?? texts.none, verdict(held)]),
  );
}
