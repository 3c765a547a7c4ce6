import type { Page } from "../../report/document/document";
import type { Report } from "../../report/report";
import { formatFor } from "../../report/texts/format";
import { textsFor } from "../../report/texts/texts";

/** What a section of this report is written with, in English. */
export function pageOf(report: Report): Page {
  return { report, texts: textsFor("en"), format: formatFor("en") };
}
