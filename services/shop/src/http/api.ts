import type { FastifyInstance } from "fastify";
import { addToCart, readCart, setQuantity } from "../cart/carts";
import { beginSession, sessionOf } from "../cart/session";
import { findProduct, listProducts } from "../catalogue/products";
import { findOrder } from "../orders/orders";
import { notFound } from "../refusal";
import { buy } from "./buy";
import type { Context } from "./context";
import * as schemas from "./schemas";

/** Products of a page, where the query does not say. */
const PAGE_SIZE = 24;

interface ListQuery {
  readonly search?: string;
  readonly category?: string;
  readonly page?: string;
  readonly size?: string;
}

/** The shop for programs. */
export function addApi(app: FastifyInstance, context: Context): void {
  addCatalogue(app, context);
  addCart(app, context);
  addOrders(app, context);
}

function addCatalogue(app: FastifyInstance, { database }: Context): void {
  app.get<{ Querystring: ListQuery }>(
    "/api/products",
    { schema: schemas.list },
    async ({ query: { search, category, page = 1, size = PAGE_SIZE } }) => {
      const wanted = {
        search: search || undefined,
        category: category || undefined,
        page: Number(page),
        size: Number(size),
      };
      return database.run((connection) => listProducts(connection, wanted));
    },
  );
  app.get<{ Params: { id: string } }>(
    "/api/products/:id",
    { schema: schemas.byProduct },
    async ({ params: { id } }) => {
      const product = await database.run((connection) => findProduct(connection, Number(id)));
      if (product === undefined) throw notFound("product");
      return product;
    },
  );
}

function addCart(app: FastifyInstance, { database, secureCookie }: Context): void {
  app.get("/api/cart", async (request) =>
    database.run((connection) => readCart(connection, sessionOf(request))),
  );
  app.post<{ Body: { productId: number; quantity: number } }>(
    "/api/cart/lines",
    { schema: schemas.addLine },
    async (request, reply) => {
      const { productId, quantity } = request.body;
      const session = beginSession(request, reply, secureCookie);
      return database.transaction(async (connection) => {
        await addToCart(connection, session, productId, quantity);
        return readCart(connection, session);
      });
    },
  );
  app.put<{ Params: { id: string }; Body: { quantity: number } }>(
    "/api/cart/lines/:id",
    { schema: schemas.changeLine },
    async (request, reply) => {
      const session = beginSession(request, reply, secureCookie);
      return database.transaction(async (connection) => {
        await setQuantity(connection, session, Number(request.params.id), request.body.quantity);
        return readCart(connection, session);
      });
    },
  );
  app.delete<{ Params: { id: string } }>(
    "/api/cart/lines/:id",
    { schema: schemas.byProduct },
    async (request, reply) => {
      const session = beginSession(request, reply, secureCookie);
      return database.transaction(async (connection) => {
        await setQuantity(connection, session, Number(request.params.id), 0);
        return readCart(connection, session);
      });
    },
  );
}

function addOrders(app: FastifyInstance, context: Context): void {
  const { database, secureCookie } = context;
  app.post<{ Body: { email: string }; Headers: { "idempotency-key": string } }>(
    "/api/orders",
    { schema: schemas.placeOrder },
    async (request, reply) => {
      const session = beginSession(request, reply, secureCookie);
      const key = request.headers["idempotency-key"];
      const placed = await buy(context, request, session, key, request.body);
      const { orderId: id, status, totalCents, created } = placed;
      return reply.code(created ? 201 : 200).send({ id, status, totalCents });
    },
  );
  app.get<{ Params: { id: string } }>(
    "/api/orders/:id",
    { schema: schemas.byOrder },
    async (request) => {
      const { id } = request.params;
      const order = await database.run((connection) =>
        findOrder(connection, sessionOf(request), id),
      );
      if (order === undefined) throw notFound("order");
      return order;
    },
  );
}
