import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { findChromium } from "../support/chromium";

/** Where the pages and their screenshots are left, to be looked at. */
export const OUT = join(__dirname, "../../out/browser");

const IN_PAGE = readFileSync(join(__dirname, "inPage.js"), "utf8");

/** What a page shows; see inPage.js. */
export interface Seen {
  /** Of all that is on the page, in pixels. */
  readonly width: number;
  /** Luminance of the ground: 0 is black, 1 is white. */
  readonly ground: number;
  readonly headings: readonly string[];
  /** Texts whose contrast is below 4.5 to 1. */
  readonly faintTexts: readonly (readonly [text: string, contrast: number])[];
  readonly texts: number;
  /** Marks of charts whose contrast is below 3 to 1. */
  readonly faintMarks: readonly number[];
  readonly marks: number;
  /** Variants of the charts that are shown. */
  readonly drawings: readonly string[];
  /** Texts of charts that reach out of them. */
  readonly cutTexts: readonly string[];
  /** Texts of charts that lie on one another. */
  readonly collisions: readonly string[];
  /** What the page has asked the network for, and what the browser has complained of. */
  readonly troubles: readonly string[];
}

export interface View {
  readonly name: string;
  readonly width: number;
  readonly scheme: "light" | "dark";
  readonly paper?: boolean;
}

/** Throws when there is none: the set-up of the part installs it. */
export async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("there is no Chromium: set TARE_CHROMIUM");
  mkdirSync(OUT, { recursive: true });
  // Chromium's own sandbox refuses root; the page is ours and reaches nothing.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args });
}

/** Opens a file as somebody with that screen sees it, leaves a screenshot, and tells what is there. */
export async function look(browser: Browser, file: string, view: View): Promise<Seen> {
  const context = await browser.newContext({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.scheme,
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  const url = `file://${file}`;
  page.on("request", (request) => request.url() === url || troubles.push(request.url()));
  page.on("console", (message) => troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  if (view.paper === true) await page.emulateMedia({ media: "print" });
  await page.goto(url);
  const seen = await describePage(page);
  await page.screenshot({ path: join(OUT, `${view.name}.png`), fullPage: true });
  await context.close();
  return { ...seen, troubles };
}

/** What an open page shows. */
export function describePage(page: Page): Promise<Omit<Seen, "troubles">> {
  return page.evaluate<Omit<Seen, "troubles">>(IN_PAGE);
}
