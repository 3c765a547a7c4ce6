import { DROP_KINDS } from "../sessions/dropReason";
import type { DroppedSlice } from "../sessions/session";
import { type Block, numberColumn, type Page, table, text, textColumn } from "./document";

/** How many slices are not counted, by the reason. */
export function droppedTable(dropped: readonly DroppedSlice[], page: Page): Block[] {
  const { texts, format } = page;
  if (dropped.length === 0) return [text(texts.sure.none)];
  const rows = DROP_KINDS.flatMap((kind) => {
    const count = dropped.filter((one) => one.kind === kind).length;
    return count === 0 ? [] : [[texts.reasons.drop[kind], format.whole(count)]];
  });
  const heads = [textColumn(texts.columns.reason), numberColumn(texts.columns.slices)];
  return table(texts.sure.dropCaption, heads, rows);
}
