/** JSON schemas of all that comes in. Nothing is converted: paths, queries and forms are texts. */
const object = (
  properties: Readonly<Record<string, unknown>>,
  required: readonly string[] = [],
): Readonly<Record<string, unknown>> => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

const text = (pattern: string): unknown => ({ type: "string", pattern });

/** Fits PostgreSQL's integer. */
const PRODUCT_ID = "^[1-9][0-9]{0,8}$";
const UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
/** No control characters: PostgreSQL's texts cannot hold a zero byte. */
const SEARCH = "^[^\\u0000-\\u001f\\u007f]{0,100}$";
const CATEGORY = "^([a-z]{1,50})?$";
/** Whether somebody reads mail there only a mail can tell. */
const EMAIL = {
  type: "string",
  maxLength: 254,
  pattern: "^[^\\s@\\u0000-\\u001f]{1,64}@[^\\s@\\u0000-\\u001f]{1,189}$",
};
const KEY = "^[\\x21-\\x7e]{1,255}$";

const PAGE = text("^[1-9][0-9]{0,3}$");
const LIST = { search: text(SEARCH), category: text(CATEGORY), page: PAGE };
const PIECES = { type: "integer", maximum: 99 };
const NUMBER = { type: "integer", minimum: 1, maximum: 999_999_999 };

export const browse = { querystring: object(LIST) };
export const list = { querystring: object({ ...LIST, size: text("^([1-9][0-9]?|100)$") }) };
export const byProduct = { params: object({ id: text(PRODUCT_ID) }, ["id"]) };
export const byOrder = { params: object({ id: text(UUID) }, ["id"]) };

export const addLine = {
  body: object({ productId: NUMBER, quantity: { ...PIECES, minimum: 1 } }, [
    "productId",
    "quantity",
  ]),
};
export const changeLine = {
  ...byProduct,
  body: object({ quantity: { ...PIECES, minimum: 0 } }, ["quantity"]),
};
export const placeOrder = {
  headers: {
    type: "object",
    properties: { "idempotency-key": text(KEY) },
    required: ["idempotency-key"],
  },
  body: object({ email: EMAIL }, ["email"]),
};

export const addForm = {
  body: object({ product: text(PRODUCT_ID), quantity: text("^[1-9][0-9]?$") }, [
    "product",
    "quantity",
  ]),
};
export const changeForm = {
  ...byProduct,
  body: object({ quantity: text("^[0-9]{1,2}$") }, ["quantity"]),
};
export const orderForm = { body: object({ key: text(UUID), email: EMAIL }, ["key", "email"]) };
