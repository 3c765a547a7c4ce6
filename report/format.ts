/** What is printed for a value that is not known. */
export const UNKNOWN = "unknown";

const THOUSAND = /\B(?=(?:\d{3})+(?!\d))/g;

/** A whole number with thousands parted: 47167.2 is "47,167". */
export function whole(value: number): string {
  return Math.round(value).toString().replace(THOUSAND, ",");
}

/** Three digits that count: 0.0512 is "0.0512", 12.345 is "12.3". */
export function short(value: number): string {
  if (value >= 1000) return whole(value);
  return value === 0 ? "0" : String(Number(value.toPrecision(3)));
}

/** Microseconds in the unit that reads best. */
export function micros(value: number): string {
  if (value >= 1e6) return `${short(value / 1e6)} s`;
  return value >= 1000 ? `${short(value / 1000)} ms` : `${short(value)} µs`;
}

/** Bytes as KiB, MiB or GiB. */
export function bytes(value: number | undefined): string {
  if (value === undefined) return UNKNOWN;
  const units = ["B", "KiB", "MiB", "GiB"];
  const step = Math.min(3, Math.max(0, Math.floor(Math.log2(Math.max(value, 1)) / 10)));
  return `${short(value / 1024 ** step)} ${units[step]}`;
}

/** A share of 1 as percent. */
export function percent(value: number): string {
  return `${short(value * 100)} %`;
}
