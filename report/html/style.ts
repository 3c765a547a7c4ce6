/**
 * The style sheet of the report. The colours of the series are apart for every kind of colour
 * blindness (after Okabe and Ito) and have a contrast of at least 3 to 1 on their ground.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fdfdfc; --ink: #1b1f24; --muted: #57606a; --rule: #d5dae0; --link: #0b5cad;
  --series-0: #0067a3; --series-1: #b34f00; --series-2: #007355;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171a; --ink: #e6e8ea; --muted: #9fa8b2; --rule: #343b42; --link: #7cb7f5;
    --series-0: #56b4e9; --series-1: #f0a13a; --series-2: #3fc79a;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 5rem; max-width: 76rem;
  background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif;
}
h1 { margin: 0; font-size: 2rem; line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; }
h2 { margin: 0 0 0.6rem; font-size: 1.35rem; line-height: 1.3; font-weight: 650; }
h3 { margin: 2rem 0 0.4rem; font-size: 1.05rem; font-weight: 650; }
p, li { max-width: 46rem; }
p { margin: 0.6rem 0; }
ul { margin: 0.6rem 0; padding-left: 1.15rem; }
li { margin: 0.35rem 0; }
li::marker { color: var(--muted); }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible, .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.facts { margin: 0.5rem 0 0; color: var(--muted); font-size: 0.9rem; }
section { padding-top: 2.75rem; }
#summary li { font-size: 1.05rem; }
#summary li:first-child { font-size: 1.25rem; line-height: 1.45; list-style: none; margin-left: -1.15rem; }
nav { margin-top: 2rem; font-size: 0.9rem; }
nav ol { margin: 0.25rem 0 0; padding: 0; list-style: none; columns: 17rem; }
nav li { margin: 0.2rem 0; break-inside: avoid; }
nav a { color: var(--muted); text-decoration: none; }
nav a:hover { color: var(--link); text-decoration: underline; }
nav p { margin: 0; font-weight: 650; }
figure { margin: 1.5rem 0 1.75rem; }
figcaption { color: var(--muted); font-size: 0.9rem; margin-bottom: 0.4rem; }
.legend { display: block; margin-top: 0.2rem; }
.key { margin-right: 1.1rem; white-space: nowrap; }
.key svg { width: 0.72rem; height: 0.72rem; margin-right: 0.35rem; }
.series-0 { fill: var(--series-0); } .series-1 { fill: var(--series-1); } .series-2 { fill: var(--series-2); }
figure div > svg { display: block; width: 100%; height: auto; font: 13px system-ui, -apple-system,
  "Segoe UI", Roboto, "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums; }
figure svg.narrow { display: none; }
.scroll { overflow-x: auto; margin: 1.25rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; line-height: 1.4; }
caption { padding-bottom: 0.4rem; text-align: left; color: var(--muted); }
caption span { display: inline-block; max-width: calc(100vw - 2.5rem); }
th, td { padding: 0.45rem 0.9rem 0.45rem 0; text-align: left; vertical-align: baseline;
  border-bottom: 1px solid var(--rule); font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: 0.82rem; vertical-align: bottom; border-bottom-color: var(--muted); }
tbody th { font-weight: 600; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.text { min-width: 11rem; }
code { font: 0.85em/1.4 ui-monospace, "SF Mono", Menlo, "Liberation Mono", monospace;
  overflow-wrap: anywhere; }
@media (min-width: 78rem) {
  main { display: grid; grid-template-columns: 15rem minmax(0, 1fr); column-gap: 3.5rem; }
  section { grid-column: 2; }
  nav { grid-area: 1 / 1 / span 20; position: sticky; top: 2.5rem; align-self: start; margin-top: 2.75rem; }
  nav ol { columns: auto; }
}
@media (max-width: 43.75rem) {
  body { padding-top: 1.5rem; }
  h1 { font-size: 1.6rem; }
  tbody th { position: sticky; left: 0; background: var(--ground); }
  figure svg.wide { display: none; }
  figure svg.narrow { display: block; max-width: 30rem; }
  figure svg.narrow text { paint-order: stroke; stroke: var(--ground); stroke-width: 5px; }
}
@media print {
  :root { --ground: #fff; --ink: #000; --muted: #444; --rule: #bbb; --link: #000;
    --series-0: #0067a3; --series-1: #b34f00; --series-2: #007355; }
  body { padding: 0; max-width: none; font-size: 10pt; }
  main { display: block; }
  nav { display: none; }
  section { padding-top: 1.5rem; }
  h2, figcaption, caption { break-after: avoid; }
  figure, tr, li { break-inside: avoid; }
  .scroll { overflow: visible; }
  table { font-size: 7.5pt; }
  thead th { font-size: 7pt; }
  th, td { padding: 0.25rem 0.5rem 0.25rem 0; }
  td.text { min-width: 0; }
  tbody th { white-space: normal; }
  code { font-size: 6.5pt; }
}
`;
