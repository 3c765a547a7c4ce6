import { deflateSync } from "node:zlib";

/** Half of the steps of a bucket at three significant digits. */
const HALF = 1024;

/** Values as HdrHistogram's base64 form: V2, deflated, three significant digits, lowest value 1. */
export function hdrOf(values: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const value of values) {
    const place = placeOf(value);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const bytes: number[] = [];
  let next = 0;
  for (const [place, count] of [...counts].sort(([a], [b]) => a - b)) {
    if (place > next) writeNumber(next - place, bytes);
    writeNumber(count, bytes);
    next = place + 1;
  }
  return packed(Buffer.from(bytes));
}

function packed(counts: Buffer): string {
  const head = Buffer.alloc(40);
  head.writeInt32BE(0x1c849313, 0);
  head.writeInt32BE(counts.length, 4);
  head.writeInt32BE(3, 12);
  head.writeBigInt64BE(1n, 16);
  head.writeBigInt64BE(3_600_000_000_000n, 24);
  head.writeDoubleBE(1, 32);
  const inside = deflateSync(Buffer.concat([head, counts]));
  const outer = Buffer.alloc(8);
  outer.writeInt32BE(0x1c849314, 0);
  outer.writeInt32BE(inside.length, 4);
  return Buffer.concat([outer, inside]).toString("base64");
}

function placeOf(value: number): number {
  let bucket = 0;
  let step = Math.round(value);
  while (step >= 2 * HALF) {
    step = Math.floor(step / 2);
    bucket += 1;
  }
  return bucket * HALF + step;
}

/** ZigZag, then seven bits a byte. */
function writeNumber(value: number, bytes: number[]): void {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
}
