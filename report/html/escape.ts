const NO_BREAK = "\u00a0";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Text for a page: as {@link escapeHtml}, and no line ends between a number and its percent sign, or
 * before the signs that French sets apart.
 */
export function proseHtml(text: string): string {
  return escapeHtml(text.replace(/ (?=[%:;?!»])/g, NO_BREAK).replace(/« /g, `«${NO_BREAK}`));
}

/** Text as text, between tags and inside the quotes of an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
}
