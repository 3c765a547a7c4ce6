import type { DotChart } from "../document/dotChart";

/** Where the parts of a chart stand, in pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly row: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The most ticks there is room for. */
  readonly ticks: number;
  /** Lines of text above the dots of a row; 0 where name and figures stand beside them. */
  readonly lines: 0 | 1 | 2;
}

const BOTTOM = 28;
const WIDE = { width: 900, row: 34, ticks: 8 };
const NARROW = { width: 350, ticks: 4 };
/** Height of a line of text, and of the dots below it. */
const LINE = 19;
const DOTS = 33;
/** Room at the ends of the axis for dots, arrows and the halves of tick labels. */
const MARGIN = 22;
const NARROW_MARGIN = 30;
/** Width of a letter at 13 px, generously. */
const LETTER = 7.4;
/** The most letters of a name or of the figures in a wide chart; the table has the whole. */
const MOST_LETTERS = 44;

/** For screens from 700 px: names on the left, figures on the right. */
export function wideLayout({ rows, guide }: DotChart): Layout {
  const widest = (texts: readonly string[]): number =>
    Math.ceil(Math.min(MOST_LETTERS, Math.max(...texts.map(({ length }) => length))) * LETTER);
  const top = guide?.name ? 26 : 8;
  return {
    ...WIDE,
    height: top + rows.length * WIDE.row + BOTTOM,
    left: widest(rows.map(({ name }) => name)) + MARGIN,
    right: widest(rows.map(({ label }) => label)) + MARGIN + 10,
    top,
    bottom: BOTTOM,
    lines: 0,
  };
}

/** Where a line of text stands, below the top of its row. */
export function lineMiddle(line: number): number {
  return (line + 0.5) * LINE + 2;
}

/** Where the dots of a row stand, below its top. */
export function dotsMiddle({ lines, row }: Layout): number {
  return lines === 0 ? row / 2 : lines * LINE + DOTS / 2 - 3;
}

/** As much of a text as has room beside the dots, or above them. */
export function fitting(text: string, { lines, width }: Layout): string {
  const most = lines === 0 ? MOST_LETTERS : Math.floor(width / LETTER);
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** For telephones: each row has its texts above its dots. */
export function narrowLayout({ rows, guide }: DotChart): Layout {
  const top = guide?.name ? 24 : 4;
  const longest = Math.max(...rows.map(({ name, label }) => name.length + label.length + 2));
  const lines = longest * LETTER > NARROW.width ? 2 : 1;
  const row = lines * LINE + DOTS;
  return {
    ...NARROW,
    row,
    height: top + rows.length * row + BOTTOM,
    left: NARROW_MARGIN,
    right: NARROW_MARGIN,
    top,
    bottom: BOTTOM,
    lines,
  };
}
