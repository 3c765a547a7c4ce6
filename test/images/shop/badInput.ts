import fc from "fast-check";

/** A request that no reading of the shop's interface allows. */
export interface BadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

const anything = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.string({ maxLength: 30, unit: "binary" }),
  fc.double({ noInteger: true, noNaN: true, noDefaultInfinity: true }),
  fc.array(fc.integer(), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 5 }), fc.integer(), { maxKeys: 3 }),
);
const badQuantity = fc.oneof(anything, fc.integer({ max: -1 }), fc.integer({ min: 100 }));
const badProduct = fc.oneof(anything, fc.integer({ max: 0 }), fc.integer({ min: 1_000_000_000 }));
const badEmail = fc.oneof(
  fc.string({ maxLength: 50 }).map((text) => text.replaceAll("@", "")),
  fc.constantFrom("@", "a@", "@b", "a@b@c", "a b@c.d", "a@b\u0000", `${"a".repeat(65)}@b.c`),
  anything.filter((one) => typeof one !== "string"),
);
/** In a path, and none of them the number of a product. */
const badSegment = fc.oneof(
  fc.constantFrom(
    "0",
    "-1",
    "1e3",
    "1.5",
    "01",
    "9999999999",
    "x",
    "%00",
    "%zz",
    "%ff",
    "..%2f",
    "1%20",
    "NaN",
  ),
  fc.string({ minLength: 1, maxLength: 400 }).map((text) => `~${encodeURIComponent(text)}`),
);
const badQuery = fc.oneof(
  fc.constantFrom(
    "page=0",
    "page=-1",
    "page=1&page=2",
    "page=x",
    "page=10000",
    "page",
    "category=A",
  ),
  fc.constantFrom(
    "search=%00",
    "search=a%0Ab",
    `search=${"a".repeat(101)}`,
    "search=a&search=b",
    "other=1",
  ),
  fc.string({ minLength: 1, maxLength: 20 }).map((text) => `page=~${encodeURIComponent(text)}`),
);

const json = (method: string, path: string) => (body: unknown) => ({
  method,
  path,
  headers: { ...JSON_TYPE, "idempotency-key": "k" },
  body: JSON.stringify(body),
});
const form = (path: string) => (fields: Record<string, string>) => ({
  method: "POST",
  path,
  headers: FORM_TYPE,
  body: new URLSearchParams(fields).toString(),
});
const text = (one: unknown): string => (typeof one === "string" ? one : JSON.stringify(one));

const lines = fc
  .oneof(
    badQuantity.map((quantity) => ({ productId: 1, quantity })),
    fc.constant({ productId: 1, quantity: 0 }),
    badProduct.map((productId) => ({ productId, quantity: 1 })),
    fc.constantFrom({ productId: 1 }, { quantity: 1 }, {}, { productId: 1, quantity: 1, price: 1 }),
    anything,
  )
  .map(json("POST", "/api/cart/lines"));
const changes = fc
  .oneof(
    badQuantity.map((quantity) => ({ quantity })),
    fc.constantFrom({}, { quantity: 1, priceCents: 1 }),
    anything,
  )
  .map(json("PUT", "/api/cart/lines/1"));
const orders = fc
  .oneof(
    badEmail.map((email) => ({ email })),
    fc.constantFrom({}, { email: "a@example.org", totalCents: 1 }),
    anything,
  )
  .map(json("POST", "/api/orders"));
const keys = fc.constantFrom(undefined, "", "a b", "k".repeat(256)).map((key) => ({
  method: "POST",
  path: "/api/orders",
  headers: { ...JSON_TYPE, ...(key !== undefined && { "idempotency-key": key }) },
  body: '{"email":"a@example.org"}',
}));
const forms = fc.oneof(
  badQuantity.map((one) => form("/cart")({ product: "1", quantity: `~${text(one)}` })),
  badSegment.map((product) => form("/cart")({ product, quantity: "1" })),
  badSegment.map((quantity) => form("/cart/lines/1")({ quantity: `~${quantity}` })),
  badEmail.map((email) => form("/orders")({ key: "none", email: text(email) })),
);
const paths = fc
  .tuple(fc.constantFrom("/products/", "/api/products/", "/orders/", "/api/orders/"), badSegment)
  .map(([start, segment]) => ({ method: "GET", path: start + segment, headers: {} }));
const queries = fc
  .tuple(fc.constantFrom("/", "/api/products"), badQuery)
  .map(([path, query]) => ({ method: "GET", path: `${path}?${query}`, headers: {} }));
const sizes = fc
  .constantFrom("0", "101", "-1", "1.5", "1e1", "")
  .map((size) => ({ method: "GET", path: `/api/products?size=${size}`, headers: {} }));
/** Bodies that are not what their type says, of no type, of another one, and too large. */
const bodies = fc
  .tuple(
    fc.constantFrom(...["/api/cart/lines", "/api/orders", "/cart", "/orders"]),
    fc.constantFrom(
      "application/json",
      "text/plain",
      "application/xml",
      "x",
      "multipart/form-data",
    ),
    fc.oneof(
      fc.constantFrom("{", '{"quantity":', "[", "'", '{"__proto__":{"a":1}}', "x".repeat(16_385)),
      fc.string({ minLength: 1, maxLength: 200 }).map((one) => `{${one}`),
    ),
  )
  .map(([path, type, body]) => ({
    ...{ method: "POST", path, body },
    headers: { "content-type": type, "idempotency-key": "k" },
  }));
const methods = fc
  .tuple(
    fc.constantFrom("PATCH", "DELETE", "PUT"),
    fc.constantFrom("/", "/cart", "/api/products", "/api/products/1", "/api/orders", "/metrics"),
  )
  .map(([method, path]) => ({ method, path, headers: {} }));

export const badRequests: fc.Arbitrary<BadRequest> = fc.oneof(
  ...[lines, changes, orders, keys, forms, paths, queries, sizes, bodies, methods],
);
