import type { ImageSize, Server } from "../report";
import type { Comparison } from "../sessions/compare";
import { type Figures, figuresOf } from "../sessions/figures";
import type { ReadSession } from "../sessions/readSession";
import type { Ratio } from "../statistics/ratio";
import { readBack, type SettingReadBack } from "./readBack";

/**
 * Whether a tuning pays: `confirmed`, better in CPU per request, peak or p99 and worse in none of
 * them; `refuted` the other way round; `mixed`, one of each; `no-effect`, none is shown. Without every
 * setting read back, and without a comparison that says something, there is no verdict.
 */
export type TuningVerdict =
  "confirmed" | "refuted" | "mixed" | "no-effect" | "not-read-back" | "undecided";

/** One way to set a server, beside that server's default in the same session. */
export interface Variant extends Server {
  readonly role: "variant";
  /** Name of the default. */
  readonly beside: string;
  readonly settings: readonly SettingReadBack[];
  /** `tail`: the default's p99 / the variant's, at one rate for both. */
  readonly ratios: Server["ratios"] & { readonly tail?: Ratio };
  /** Of the default, at the same rates. */
  readonly default: Figures;
  readonly verdict: TuningVerdict;
}

/** The variants of all comparisons of settings, in the order in which they were measured. */
export function variantsOf(
  sessions: readonly ReadSession[],
  sizes: Readonly<Record<string, ImageSize>>,
): Variant[] {
  return sessions.flatMap((session) => variantOf(session, sizes) ?? []);
}

function variantOf(
  { session, arms }: ReadSession,
  sizes: Readonly<Record<string, ImageSize>>,
): Variant | undefined {
  if (arms?.compares !== "settings" || session.measured === undefined) return undefined;
  const { reference, subject } = arms;
  const { cost, peak, tail } = session.measured;
  const image = session.images[subject.name];
  const settings = readBack(subject.settings, {
    default: reference.effective,
    variant: subject.effective,
  });
  return {
    experiment: session.experiment,
    name: subject.name,
    role: "variant",
    image,
    size: sizes[image] ?? {},
    figures: figuresOf([subject]),
    ratios: {
      ...(cost.kind === "compared" && { cost: cost.ratio }),
      ...(peak.kind === "compared" && { peak: peak.ratio }),
      ...(tail.kind === "compared" && { tail: tail.ratio }),
    },
    ranks: {},
    beside: reference.name,
    settings,
    default: figuresOf([reference]),
    verdict: verdictOn(settings, [cost, peak, tail]),
  };
}

/** Pure, for tests: the verdict on settings and what the comparisons say, that of CPU per request first. */
export function verdictOn(
  settings: readonly Pick<SettingReadBack, "kept">[],
  comparisons: readonly Comparison[],
): TuningVerdict {
  if (settings.length === 0 || settings.some(({ kept }) => !kept)) return "not-read-back";
  const said = comparisons.map((one) => (one.kind === "compared" ? one.verdict : undefined));
  const [better, worse] = [said.includes("better"), said.includes("worse")];
  if (better && worse) return "mixed";
  if (better || worse) return better ? "confirmed" : "refuted";
  return said[0] === "none-shown" ? "no-effect" : "undecided";
}
