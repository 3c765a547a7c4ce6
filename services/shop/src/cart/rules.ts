import { Refusal } from "../refusal";

/** Pieces of one product in a cart; the database holds the same limit. */
export const MOST_PIECES = 99;
/** Different products in a cart. */
export const MOST_LINES = 50;

/** What a line of the cart is to become. */
export interface Change {
  readonly product: string;
  /** Pieces in the cart now. */
  readonly current: number;
  /** Pieces there are to be. */
  readonly wanted: number;
  readonly stock: number;
  /** Lines of the cart now. */
  readonly lines: number;
}

/**
 * Throws a {@link Refusal} where the cart may not become that. Fewer pieces are always allowed: a
 * stock that shrank must not hold anybody in a cart that cannot be ordered.
 */
export function checkChange({ product, current, wanted, stock, lines }: Change): void {
  if (wanted <= current) return;
  if (wanted > MOST_PIECES) {
    throw new Refusal(
      409,
      "too_many",
      `At most ${MOST_PIECES} pieces of ${product} fit in a cart.`,
    );
  }
  if (wanted > stock) {
    const left = stock === 0 ? "is sold out" : `has only ${stock} left`;
    throw new Refusal(409, "out_of_stock", `${product} ${left}.`);
  }
  if (current === 0 && lines >= MOST_LINES) {
    throw new Refusal(409, "cart_full", `At most ${MOST_LINES} different products fit in a cart.`);
  }
}
