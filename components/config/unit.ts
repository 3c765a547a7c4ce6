/** One physical unit as arguments and configuration write it: an amount and a symbol, `512 MiB`. */
export interface Unit<Text extends string> {
  /** `undefined` where the text is no amount of this unit, is negative, or is finer than the unit's smallest symbol. */
  readonly tryParse: (text: string) => number | undefined;
  /** The amount in the smallest symbol, a whole number. Throws a RangeError on any other text. */
  readonly parse: (text: Text) => number;
  /** The shortest exact text: `render(1536 * 1024 * 1024)` is `1536 MiB`, not `1.5 GiB`. */
  readonly render: (amount: number) => Text;
}

/**
 * @param noun What is measured, for messages: `memory`.
 * @param symbols Each symbol with its size in the smallest one, smallest first.
 */
export function unit<Text extends string>(
  noun: string,
  symbols: Readonly<Record<string, number>>,
): Unit<Text> {
  const tryParse = (text: string): number | undefined => {
    const [, digits, symbol = ""] = /^(\d+(?:\.\d+)?) ?(\S+)$/.exec(text) ?? [];
    const size = Object.hasOwn(symbols, symbol) ? symbols[symbol] : undefined;
    return digits === undefined || size === undefined ? undefined : whole(Number(digits) * size);
  };
  const parse = (text: Text): number => {
    const amount = tryParse(text);
    if (amount !== undefined) return amount;
    const known = Object.keys(symbols).join(", ");
    throw new RangeError(`${noun} ('${text}') must be an amount and one of ${known}`);
  };
  const render = (amount: number): Text => {
    const exact = Object.entries(symbols).filter(
      ([, size]) => amount >= size && amount % size === 0,
    );
    const [symbol, size] = exact.at(-1) ?? Object.entries(symbols)[0];
    return `${amount / size} ${symbol}` as Text;
  };
  return { tryParse, parse, render };
}

/** Decimal fractions such as 1.1 are not exact in binary: what is a billionth away counts as whole. */
function whole(value: number): number | undefined {
  const rounded = Math.round(value);
  const isWhole = Math.abs(value - rounded) <= Math.abs(value) * 1e-9;
  return isWhole && Number.isSafeInteger(rounded) ? rounded : undefined;
}
