/** Words of a search that count; the others are left out. */
const MOST_WORDS = 8;

/**
 * A query of PostgreSQL's text search in which every word must begin a word of the product, or
 * `undefined` where the text holds none. Letters and digits alone get through, so that no text can
 * be read as an operator.
 */
export function searchQuery(text: string): string | undefined {
  const words =
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, MOST_WORDS) ?? [];
  return words.length === 0 ? undefined : words.map((word) => `${word}:*`).join(" & ");
}
