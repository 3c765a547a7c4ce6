import type { Lang } from "./lang";

/** How a language writes numbers and units. */
interface NumberStyle {
  readonly decimal: string;
  /** Between groups of three digits. */
  readonly group: string;
  /** Between a number and its unit. */
  readonly gap: string;
  readonly byteUnits: readonly string[];
  readonly months: readonly string[];
}

const NO_BREAK = "\u00a0";

/** Written out instead of taken from Intl, whose data differ from one Node to the next. */
const STYLES: Readonly<Record<Lang, NumberStyle>> = {
  en: {
    decimal: ".",
    group: ",",
    gap: NO_BREAK,
    byteUnits: ["B", "KiB", "MiB", "GiB"],
    months: [
      ...["January", "February", "March", "April", "May", "June", "July"],
      ...["August", "September", "October", "November", "December"],
    ],
  },
  fr: {
    decimal: ",",
    group: "\u202f",
    gap: NO_BREAK,
    byteUnits: ["o", "Kio", "Mio", "Gio"],
    months: [
      ...["janvier", "février", "mars", "avril", "mai", "juin", "juillet"],
      ...["août", "septembre", "octobre", "novembre", "décembre"],
    ],
  },
};

/** Prints numbers for one language. */
export interface Format {
  /** A whole number with thousands parted: 47167.2 is "47,167". */
  readonly whole: (value: number) => string;
  /** Three digits that count: 0.0512 is "0.0512", 12.345 is "12.3". */
  readonly short: (value: number) => string;
  /** A ratio near 1, with three decimals. */
  readonly ratio: (value: number) => string;
  /** Seconds in the unit that reads best. */
  readonly seconds: (value: number) => string;
  /** Bytes as KiB, MiB or GiB. */
  readonly bytes: (value: number) => string;
  /** A share of 1 as percent. */
  readonly percent: (value: number) => string;
  /** "2 January 2026, 03:04 UTC" of an ISO 8601 date in UTC. */
  readonly date: (iso: string) => string;
}

export function formatFor(lang: Lang): Format {
  const style = STYLES[lang];
  const { gap, byteUnits } = style;
  const short = (value: number): string => written(threeDigits(value), style);
  return {
    whole: (value) => written(value.toFixed(0), style),
    short,
    ratio: (value) => written(value.toFixed(3), style),
    seconds: (value) => {
      if (value >= 1) return `${short(value)}${gap}s`;
      return value >= 1e-3 ? `${short(value * 1e3)}${gap}ms` : `${short(value * 1e6)}${gap}µs`;
    },
    bytes: (value) => {
      const step = Math.min(3, Math.max(0, Math.floor(Math.log2(Math.max(value, 1)) / 10)));
      return `${short(value / 1024 ** step)}${gap}${byteUnits[step]}`;
    },
    percent: (value) => `${short(value * 100)}${gap}%`,
    date: (iso) => {
      const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T(\d+:\d+)/.exec(iso) ?? [];
      if (time === undefined) return iso;
      return `${Number(day)} ${style.months[Number(month) - 1]} ${year}, ${time} UTC`;
    },
  };
}

function threeDigits(value: number): string {
  const size = Math.abs(value);
  if (size >= 999.5) return value.toFixed(0);
  const decimals = size === 0 ? 0 : Math.min(9, Math.max(0, 2 - Math.floor(Math.log10(size))));
  return String(Number(value.toFixed(decimals)));
}

/** A number as JavaScript prints it, in the style of the language. The minus is a real one. */
function written(number: string, { decimal, group }: NumberStyle): string {
  const [, sign, whole, part] = /^(-?)(\d+)(?:\.(\d+))?/.exec(number) ?? [];
  if (whole === undefined) return number;
  const grouped = whole.replace(/\B(?=(?:\d{3})+(?!\d))/g, group);
  return `${sign ? "\u2212" : ""}${grouped}${part === undefined ? "" : decimal + part}`;
}
