import { formatFor } from "../../report/texts/format";

/** With the spaces that do not break made visible. */
const shown = (text: string): string => text.replace(/\u00a0/g, "_").replace(/\u202f/g, "'");

const en = formatFor("en");
const fr = formatFor("fr");

test.each([
  [en.whole(0), "0"],
  [en.whole(999.6), "1,000"],
  [en.whole(1234567), "1,234,567"],
  [fr.whole(1234567), "1'234'567"],
  [en.short(0), "0"],
  [en.short(0.05123), "0.0512"],
  [en.short(0.0000512), "0.0000512"],
  [en.short(12.345), "12.3"],
  [en.short(999.7), "1,000"],
  [en.short(1234.5), "1,235"],
  [en.short(-4.6), "−4.6"],
  [fr.short(12.345), "12,3"],
  [en.ratio(0.85), "0.850"],
  [fr.ratio(1.0236), "1,024"],
  [en.seconds(0.000012), "12_µs"],
  [en.seconds(0.0015), "1.5_ms"],
  [fr.seconds(2.5), "2,5_s"],
  [en.bytes(0), "0_B"],
  [en.bytes(1536), "1.5_KiB"],
  [fr.bytes(3 * 1024 ** 2), "3_Mio"],
  [en.percent(0.421), "42.1_%"],
  [en.date("2026-01-02T03:04:05.678Z"), "2 January 2026, 03:04 UTC"],
  [fr.date("2026-08-12T13:04:05Z"), "12 août 2026, 13:04 UTC"],
  [en.date("yesterday"), "yesterday"],
])("prints %s", (printed, expected) => {
  expect(shown(printed)).toBe(expected);
});
