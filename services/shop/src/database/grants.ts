/**
 * What the role of the server may do with each table, and no more: it changes no price, no line of
 * an order and no schema.
 */
export const RIGHTS: Readonly<Record<string, string>> = {
  migrations: "SELECT",
  products: "SELECT, UPDATE (stock)",
  carts: "SELECT, INSERT, UPDATE (updated_at)",
  cart_lines: "SELECT, INSERT, UPDATE (quantity), DELETE",
  orders: "SELECT, INSERT, UPDATE (status, payment_id)",
  order_lines: "SELECT, INSERT",
  outbox: "SELECT, INSERT, UPDATE (attempts, due_at, last_error), DELETE",
};

/** Statements that leave a role with these rights alone, whatever it had before. */
export function grants(role: string): string[] {
  const name = quoted(role);
  return [
    `REVOKE ALL ON SCHEMA shop FROM ${name}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA shop FROM ${name}`,
    `GRANT USAGE ON SCHEMA shop TO ${name}`,
    ...Object.entries(RIGHTS).map(
      ([table, rights]) => `GRANT ${rights} ON shop.${table} TO ${name}`,
    ),
  ];
}

/** An identifier, which no parameter can carry. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
