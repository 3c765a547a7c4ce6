/** All money is whole cents; no part of an amount is ever a fraction. */
export interface Priced {
  readonly quantity: number;
  readonly priceCents: number;
}

export interface Totals {
  readonly subtotalCents: number;
  readonly shippingCents: number;
  readonly totalCents: number;
}

/** Of one parcel, whatever its weight. */
const SHIPPING_CENTS = 490;
/** From here on the shop pays for the parcel. */
const FREE_SHIPPING_CENTS = 5_000;

/** An empty cart costs nothing, not even the parcel. */
export function priceOrder(lines: readonly Priced[]): Totals {
  const subtotalCents = lines.reduce((sum, line) => sum + linePrice(line), 0);
  const free = lines.length === 0 || subtotalCents >= FREE_SHIPPING_CENTS;
  const shippingCents = free ? 0 : SHIPPING_CENTS;
  return { subtotalCents, shippingCents, totalCents: subtotalCents + shippingCents };
}

export function linePrice({ quantity, priceCents }: Priced): number {
  return quantity * priceCents;
}
