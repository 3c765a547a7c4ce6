import { type MeasuredPods, QUANTITY_NAMES } from "../podSpecs/podComparison";
import type { Comparison, Quantity } from "../sessions/compare";
import type { Page } from "./document";
import { verdictText } from "./verdict";

const KINDS = ["better", "worse", "none", "unsure"] as const;
type Kind = (typeof KINDS)[number];

/** What each variant changes beside the first, the better first, as sentences. */
export function podSpecsAnswer(
  { variants, comparisons, server }: MeasuredPods,
  page: Page,
): string {
  const { answer, quantities } = page.texts.podSpecs;
  const [first] = variants;
  return comparisons
    .map((one) => {
      const told = KINDS.flatMap((kind) => {
        const own = QUANTITY_NAMES.filter((name) => kindOf(one[name]) === kind);
        const parts = own.map((name) => part(one[name], name, kind, quantities[name], page));
        return parts.length === 0 ? [] : [answer[kind](page.texts.list(parts))];
      });
      return [`${server}: ${answer.beside(one.variant, first.name)}`, ...told].join(" ");
    })
    .join(" ");
}

function kindOf(comparison: Comparison): Kind | undefined {
  if (comparison.kind === "absent") return undefined;
  if (comparison.kind === "noisy") return "unsure";
  const { verdict } = comparison;
  if (verdict === "none-shown") return "none";
  return verdict === "better" || verdict === "worse" ? verdict : "unsure";
}

function part(comparison: Comparison, quantity: Quantity, kind: Kind, name: string, page: Page) {
  return kind === "none" ? name : `${name} ${verdictText(comparison, quantity, page)}`;
}
