import { bytes, micros, percent, short, whole } from "../../report/format";

describe("format", () => {
  test.each([
    [whole(0), "0"],
    [whole(999.6), "1,000"],
    [whole(1234567), "1,234,567"],
    [short(0), "0"],
    [short(0.05123), "0.0512"],
    [short(12.345), "12.3"],
    [short(1234.5), "1,235"],
    [micros(12), "12 µs"],
    [micros(1500), "1.5 ms"],
    [micros(2_500_000), "2.5 s"],
    [bytes(undefined), "unknown"],
    [bytes(0), "0 B"],
    [bytes(1536), "1.5 KiB"],
    [bytes(3 * 1024 ** 2), "3 MiB"],
    [percent(0.421), "42.1 %"],
  ])("prints %s", (printed, expected) => {
    expect(printed).toBe(expected);
  });
});
