import type { Document, Section } from "./document/document";
import { makeDocument } from "./document/makeDocument";
import { blockHtml } from "./html/blockHtml";
import { proseHtml } from "./html/escape";
import { STYLE } from "./html/style";
import type { Report } from "./report";
import type { Lang } from "./texts/lang";

/** Nothing is fetched and no script runs, whatever a text may hold. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** The report as one HTML file: no script, no network, light and dark, screen and paper. */
export function renderHtml(report: Report, lang: Lang): string {
  const document = makeDocument(report, lang);
  const [summary, ...answers] = document.sections;
  const title = proseHtml(document.title);
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="facts">${document.facts.map(proseHtml).join(" · ")}</p>
</header>
<main>
${sectionHtml(summary)}
${contentsHtml(document)}
${answers.map(sectionHtml).join("\n")}
</main>
</body>
</html>
`;
}

function contentsHtml({ contents, sections }: Document): string {
  const entries = sections.map(
    ({ id, title }) => `<li><a href="#${id}">${proseHtml(title)}</a></li>`,
  );
  const name = proseHtml(contents);
  return `<nav aria-label="${name}">\n<p>${name}</p>\n<ol>${entries.join("\n")}</ol>\n</nav>`;
}

function sectionHtml({ id, title, blocks }: Section): string {
  return [
    `<section id="${id}" aria-labelledby="${id}-title">`,
    `<h2 id="${id}-title">${proseHtml(title)}</h2>`,
    ...blocks.map(blockHtml),
    "</section>",
  ].join("\n");
}
