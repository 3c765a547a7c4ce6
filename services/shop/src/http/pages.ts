import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply } from "fastify";
import { addToCart, readCart, setQuantity } from "../cart/carts";
import { beginSession, sessionOf } from "../cart/session";
import { findProduct, listProducts } from "../catalogue/products";
import { findOrder } from "../orders/orders";
import { notFound } from "../refusal";
import { browsePage } from "../storefront/browsePage";
import { cartPage } from "../storefront/cartPage";
import { STYLE } from "../storefront/layout";
import { orderPage } from "../storefront/orderPage";
import { productPage } from "../storefront/productPage";
import { buy } from "./buy";
import type { Context } from "./context";
import * as schemas from "./schemas";

const PAGE_SIZE = 24;

interface BrowseQuery {
  readonly search?: string;
  readonly category?: string;
  readonly page?: string;
}

/** The shop for people: pages and forms, no script. A form is answered by a redirect to a page. */
export function addPages(app: FastifyInstance, context: Context): void {
  app.get("/style.css", async (_request, reply) =>
    reply
      .type("text/css; charset=utf-8")
      .header("cache-control", "public, max-age=31536000, immutable")
      .send(STYLE),
  );
  addCatalogue(app, context);
  addCart(app, context);
  addOrders(app, context);
}

function addCatalogue(app: FastifyInstance, { database }: Context): void {
  app.get<{ Querystring: BrowseQuery }>(
    "/",
    { schema: schemas.browse },
    async ({ query: { search = "", category = "", page = "1" } }, reply) => {
      const wanted = {
        search: search.trim() || undefined,
        category: category || undefined,
        page: Number(page),
        size: PAGE_SIZE,
      };
      const found = await database.run((connection) => listProducts(connection, wanted));
      return send(reply, browsePage(found, { search, category }));
    },
  );
  app.get<{ Params: { id: string } }>(
    "/products/:id",
    { schema: schemas.byProduct },
    async ({ params: { id } }, reply) => {
      const product = await database.run((connection) => findProduct(connection, Number(id)));
      if (product === undefined) throw notFound("product");
      return send(reply, productPage(product));
    },
  );
}

function addCart(app: FastifyInstance, { database, secureCookie }: Context): void {
  app.get("/cart", async (request, reply) => {
    const cart = await database.run((connection) => readCart(connection, sessionOf(request)));
    return send(reply, cartPage(cart, randomUUID()));
  });
  app.post<{ Body: { product: string; quantity: string } }>(
    "/cart",
    { schema: schemas.addForm },
    async (request, reply) => {
      const { product, quantity } = request.body;
      const session = beginSession(request, reply, secureCookie);
      await database.transaction((connection) =>
        addToCart(connection, session, Number(product), Number(quantity)),
      );
      return reply.redirect("/cart", 303);
    },
  );
  app.post<{ Params: { id: string }; Body: { quantity: string } }>(
    "/cart/lines/:id",
    { schema: schemas.changeForm },
    async (request, reply) => {
      const { id } = request.params;
      const session = beginSession(request, reply, secureCookie);
      await database.transaction((connection) =>
        setQuantity(connection, session, Number(id), Number(request.body.quantity)),
      );
      return reply.redirect("/cart", 303);
    },
  );
}

function addOrders(app: FastifyInstance, context: Context): void {
  app.post<{ Body: { key: string; email: string } }>(
    "/orders",
    { schema: schemas.orderForm },
    async (request, reply) => {
      const { key, email } = request.body;
      const session = beginSession(request, reply, context.secureCookie);
      const { orderId } = await buy(context, request, session, key, { email });
      return reply.redirect(`/orders/${orderId}`, 303);
    },
  );
  app.get<{ Params: { id: string } }>(
    "/orders/:id",
    { schema: schemas.byOrder },
    async (request, reply) => {
      const { id } = request.params;
      const session = sessionOf(request);
      const order = await context.database.run((connection) => findOrder(connection, session, id));
      if (order === undefined) throw notFound("order");
      return send(reply, orderPage(order));
    },
  );
}

function send(reply: FastifyReply, page: string): FastifyReply {
  const headers = { "cache-control": "private, no-cache" };
  return reply.headers(headers).type("text/html; charset=utf-8").send(page);
}
