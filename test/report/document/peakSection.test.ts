import { buildReport } from "../../../report/buildReport";
import { claimsSection } from "../../../report/document/claimsSection";
import type { Section } from "../../../report/document/document";
import { peakSection } from "../../../report/document/peakSection";
import { poolSection } from "../../../report/document/poolSection";
import { input, sampleReport } from "../sample";
import { pageOf } from "../samplePage";

const PAGE = pageOf(sampleReport());

test("servers stand by the ratio to their own yardstick, whatever the machine did in between", () => {
  const servers = PAGE.report.servers.map((server) =>
    server.name === "rocket"
      ? { ...server, figures: { ...server.figures, peak: { rate: 1e6, atLeast: false } } }
      : server,
  );
  const { blocks } = peakSection(pageOf({ ...PAGE.report, servers }));
  const rows = blocks.flatMap((block) => (block.kind === "table" ? block.rows : []));

  expect(rows.map(([, name]) => name)).toEqual([
    "reference (yardstick)",
    "reference-again (control)",
    "tokio",
    "hyperlane",
    "rust-std",
    "rocket",
    "node-std",
  ]);
});

test("absolute figures of several sessions stand beside a word on the drift between them", () => {
  const told = ({ blocks }: Section): boolean =>
    blocks.some((block) => block.kind === "text" && block.text.includes(PAGE.texts.drift));

  expect([peakSection(PAGE), claimsSection(PAGE), ...poolSection(PAGE)].map(told)).toEqual([
    true,
    true,
    true,
  ]);
  expect(told(claimsSection(pageOf(buildReport(input([])))))).toBe(false);
});
