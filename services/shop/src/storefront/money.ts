/** Whole cents as euros: `1,234.05 €`. */
export function euros(cents: number): string {
  const whole = Math.trunc(cents / 100).toString();
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${grouped}.${String(cents % 100).padStart(2, "0")} €`;
}
