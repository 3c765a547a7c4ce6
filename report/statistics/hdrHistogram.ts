import { inflateSync } from "node:zlib";
import type { Bucket, Histogram } from "./histogram";

/** The form V2 of HdrHistogram, its counts as ZigZag LEB128; compressed, and what is inside. */
const COMPRESSED = 0x1c849314;
const PLAIN = 0x1c849313;
/** Cookie, length, offset, digits, lowest, highest, factor. */
const HEAD_BYTES = 40;
/** Unpacked, a histogram of an hour in nanoseconds has at most 34,000 buckets of 9 bytes. */
const MAX_BYTES = 1 << 19;

/**
 * Reads the form that HdrHistogram's implementations exchange: version 2, deflated, in base64. A
 * decoder of our own is these lines; the package for it brings a WebAssembly runtime and a second
 * inflate. Throws an Error that says what is wrong.
 */
export function readHdrHistogram(base64: string): Histogram {
  const outer = Buffer.from(base64, "base64");
  if (outer.length < 8 || outer.readInt32BE(0) !== COMPRESSED) {
    throw new Error("it does not begin as a compressed histogram of version 2");
  }
  const length = outer.readInt32BE(4);
  if (length !== outer.length - 8) throw new Error("it is not as long as it says");
  const plain = inflateSync(outer.subarray(8), { maxOutputLength: MAX_BYTES });
  return readPlain(plain);
}

function readPlain(plain: Buffer): Histogram {
  if (plain.length < HEAD_BYTES || plain.readInt32BE(0) !== PLAIN) {
    throw new Error("what is inside is not a histogram of version 2");
  }
  if (plain.readInt32BE(4) !== plain.length - HEAD_BYTES) {
    throw new Error("its counts are not as long as it says");
  }
  if (plain.readInt32BE(8) !== 0) throw new Error("its values are shifted, which is not supported");
  const digits = plain.readInt32BE(12);
  if (digits < 1 || digits > 5) throw new Error(`it has ${digits} significant digits, not 1 to 5`);
  const scale = scaleOf(digits, Number(plain.readBigInt64BE(16)));
  return collect(countsIn(plain.subarray(HEAD_BYTES)), scale);
}

/** How the place of a count tells its values. */
interface Scale {
  /** Half of the steps of a bucket, as a power of two. */
  readonly halfBits: number;
  /** Values that share the finest step. */
  readonly unit: number;
}

function scaleOf(digits: number, lowest: number): Scale {
  const bits = Math.ceil(Math.log2(2 * 10 ** digits));
  return { halfBits: bits - 1, unit: 2 ** Math.floor(Math.log2(Math.max(1, lowest))) };
}

function collect(counts: Iterable<readonly [place: number, count: number]>, scale: Scale) {
  const buckets: Bucket[] = [];
  let total = 0;
  for (const [place, count] of counts) {
    buckets.push({ highest: highestAt(place, scale), count });
    total += count;
  }
  return { buckets, total };
}

/** Each bucket is twice as wide as the one before and has as many steps, of which half are new. */
function highestAt(place: number, { halfBits, unit }: Scale): number {
  const half = 2 ** halfBits;
  const bucket = Math.max(0, Math.floor(place / half) - 1);
  const step = place - bucket * half;
  const width = 2 ** bucket * unit;
  return (step + 1) * width - 1;
}

/** A negative number stands for as many empty places. */
function* countsIn(bytes: Buffer): Generator<readonly [place: number, count: number]> {
  let place = 0;
  let at = 0;
  while (at < bytes.length) {
    const [value, next] = readNumber(bytes, at);
    at = next;
    if (value < 0) {
      place -= value;
    } else {
      if (value > 0) yield [place, value];
      place += 1;
    }
  }
}

/** ZigZag LEB128 of 64 bits: seven bits a byte, the ninth byte whole. */
function readNumber(bytes: Buffer, from: number): [value: number, next: number] {
  let coded = 0n;
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[from + index];
    if (byte === undefined) throw new Error("its last count is cut");
    const whole = index === 8;
    coded |= BigInt(whole ? byte : byte & 0x7f) << BigInt(7 * index);
    if (whole || byte < 0x80) {
      return [Number((coded >> 1n) ^ -(coded & 1n)), from + index + 1];
    }
  }
  throw new Error("its last count is cut");
}
