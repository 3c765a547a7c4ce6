import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Running } from "../../services/shop/src/serve";
import { BUILD_MILLISECONDS, docker } from "../images/docker";
import { ShopDatabase } from "../images/shop/database";
import { startShop } from "../images/shop/shopClient";
import { describePage, launch, OUT, type Seen } from "./browser";

const VIEWS = [
  ["desktop", 1280, "light"],
  ["phone", 390, "dark"],
] as const;

let browser: Browser;
let database: ShopDatabase;
let shop: Running;

jest.setTimeout(60_000);

beforeAll(async () => {
  browser = await launch();
  database = await ShopDatabase.start();
  await database.fill(10_000);
  await database.asOwner((client) =>
    client.query("UPDATE shop.products SET stock = 20 WHERE id < 9"),
  );
  shop = await startShop(database);
}, BUILD_MILLISECONDS);

afterAll(async () => {
  await browser.close();
  await shop.stop();
  await database.remove();
});

describe.each(VIEWS)("on a %s", (name, width, colorScheme) => {
  let context: BrowserContext;
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
    page = await context.newPage();
    const home = `http://127.0.0.1:${shop.port}/`;
    page.on("request", (one) => one.url().startsWith(home) || troubles.push(one.url()));
    page.on("console", (message) => troubles.push(message.text()));
    page.on("pageerror", (error) => troubles.push(error.message));
    await page.goto(home);
  });

  afterAll(() => context.close());

  /** Leaves a screenshot; whatever the page is, it fits the screen and can be read. */
  async function look(what: string): Promise<void> {
    await page.screenshot({ path: join(OUT, `shop-${what}-${name}.png`), fullPage: true });
    const seen: Omit<Seen, "troubles"> = await describePage(page);
    expect(seen.width).toBe(width);
    expect(seen.texts).toBeGreaterThan(5);
    expect(seen.faintTexts.filter(([text]) => !BUTTONS.includes(text))).toEqual([]);
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.locator("input:not([type=hidden])").count()).toBe(
      await page.locator("label input").count(),
    );
  }

  test("one finds a product by a word and by its category", async () => {
    expect(await page.locator(".card").count()).toBe(24);
    await look("browse");

    await page.getByLabel("Search").fill("cork");
    await page.getByLabel("Category").selectOption("travel");
    await page.getByRole("button", { name: "Search" }).click();
    const names = await page.locator(".card h2").allTextContents();
    expect(names).toHaveLength(24);
    expect(names.filter((one) => !one.includes("Cork"))).toEqual([]);

    await page.getByRole("link", { name: "Next page" }).click();
    expect(await page.getByText("Page 2").isVisible()).toBe(true);
    expect(await page.getByLabel("Search").inputValue()).toBe("cork");
  });

  test("one puts a product into the cart, changes the quantity and orders", async () => {
    await page.goto(`http://127.0.0.1:${shop.port}/products/1`);
    await look("product");
    await page.getByLabel("Quantity").fill("2");
    await page.getByRole("button", { name: "Add to cart" }).click();

    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Cart");
    await page.getByLabel("Quantity").fill("3");
    await page.getByRole("button", { name: "Change" }).click();
    expect(await page.locator(".lines").textContent()).toContain("3 ×");
    await look("cart");

    await page.getByLabel("E-mail").fill("a@example.org");
    await page.getByRole("button", { name: "Order and pay" }).click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Order");
    expect(await page.getByRole("status").textContent()).toContain("Your order is safe with us");
    await look("order");
  });

  test("the cart is empty again, and what is removed is gone", async () => {
    await page.getByRole("link", { name: "Cart" }).click();
    expect(await page.getByRole("status").textContent()).toContain("Your cart is empty.");

    await page.goto(`http://127.0.0.1:${shop.port}/products/2`);
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByRole("button", { name: "Remove" }).click();
    expect(await page.getByRole("status").textContent()).toContain("Your cart is empty.");
  });

  test("nothing is asked of another host, and the browser has nothing to complain of", () => {
    expect(troubles).toEqual([]);
  });

  test("while the database is away, a page says so", async () => {
    await docker(["pause", database.id]);
    const response = await page.goto(`http://127.0.0.1:${shop.port}/`);
    await docker(["unpause", database.id]);

    expect(response?.status()).toBe(503);
    expect(await page.getByRole("alert").textContent()).toContain("cannot reach its database");
    await look("away");
  });
});

/** Their text stands on a ground of its own, and not on that of the page. */
const BUTTONS = ["Search", "Add to cart", "Change", "Order and pay"];
