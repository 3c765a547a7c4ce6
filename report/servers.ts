import type { ImageSize, Lead, Role, Server } from "./report";
import type { Comparison } from "./sessions/compare";
import { figuresOf } from "./sessions/figures";
import type { ReadSession } from "./sessions/readSession";
import { seedOf } from "./statistics/random";
import { type Rank, ranksOf, type Span } from "./statistics/ranks";
import { quotientOf, type Ratio } from "./statistics/ratio";

type Accepted = ReadSession & { readonly arms: NonNullable<ReadSession["arms"]> };

/** The servers of all experiments that compare servers, ranked within each. */
export function serversOf(
  sessions: readonly ReadSession[],
  sizes: Readonly<Record<string, ImageSize>>,
): Server[] {
  const accepted = sessions.filter(
    (one): one is Accepted => one.arms !== undefined && one.arms.compares === "servers",
  );
  const experiments = [...new Set(accepted.map(({ session }) => session.experiment))];
  return experiments.flatMap((experiment) => {
    const own = accepted.filter(({ session }) => session.experiment === experiment);
    const subjects = own.map((one) => subjectOf(one, sizes));
    return [yardstickOf(own, sizes), ...ranked(subjects)];
  });
}

function yardstickOf(
  sessions: readonly Accepted[],
  sizes: Readonly<Record<string, ImageSize>>,
): Server {
  const [{ session, arms }] = sessions;
  const { name } = arms.reference;
  return {
    ...makeServer(session.experiment, name, "yardstick", session.images[name], sizes),
    figures: figuresOf(sessions.map((one) => one.arms.reference)),
    ratios: {},
    ranks: {},
  };
}

function subjectOf(
  { session, arms }: Accepted,
  sizes: Readonly<Record<string, ImageSize>>,
): Server {
  const { name } = arms.subject;
  const role = arms.alike ? "control" : "contestant";
  const cost = ratioIn(session.measured?.cost);
  const peak = ratioIn(session.measured?.peak);
  return {
    ...makeServer(session.experiment, name, role, session.images[name], sizes),
    figures: figuresOf([arms.subject]),
    ratios: { ...(cost && { cost }), ...(peak && { peak }) },
    ranks: {},
  };
}

function makeServer(
  experiment: string,
  name: string,
  role: Role,
  image: string,
  sizes: Readonly<Record<string, ImageSize>>,
) {
  return { experiment, name, role, image, size: sizes[image] ?? {} };
}

function ratioIn(comparison: Comparison | undefined): Ratio | undefined {
  return comparison?.kind === "compared" ? comparison.ratio : undefined;
}

/** Ranks the contestants; who has no interval has no rank. The least CPU per request first. */
function ranked(subjects: readonly Server[]): Server[] {
  const cost = ranksBy(({ ratios }) => ratios.cost?.interval, subjects);
  const peak = ranksBy(peakSpan, subjects);
  const withRanks = subjects.map((one): Server => {
    const [costRank, peakRank] = [cost.get(one), peak.get(one)];
    const ranks = { ...(costRank && { cost: costRank }), ...(peakRank && { peak: peakRank }) };
    return { ...one, ranks };
  });
  return withRanks.sort((a, b) => costRatio(b) - costRatio(a));
}

function ranksBy(
  spanOf: (server: Server) => Span | undefined,
  subjects: readonly Server[],
): ReadonlyMap<Server, Rank> {
  const placed = subjects.flatMap((server) => {
    const span = server.role === "contestant" ? spanOf(server) : undefined;
    return span === undefined ? [] : { server, span };
  });
  const ranks = ranksOf(placed.map(({ span }) => span));
  return new Map(placed.map(({ server }, index) => [server, ranks[index]]));
}

/** Of a server that the generator held back, only the lower end is known. */
function peakSpan({ ratios, figures }: Server): Span | undefined {
  const interval = ratios.peak?.interval;
  return interval && figures.peak?.atLeast ? { low: interval.low, high: Infinity } : interval;
}

function costRatio({ ratios }: Server): number {
  return ratios.cost?.estimate ?? -Infinity;
}

/** Of each experiment in which one contestant alone may be the best, how far it is ahead of the next. */
export function leadsOf(servers: readonly Server[], sessions: readonly ReadSession[]): Lead[] {
  const experiments = [...new Set(servers.map(({ experiment }) => experiment))];
  return experiments.flatMap((experiment) => {
    const contestants = servers.filter(
      (one) => one.experiment === experiment && one.ranks.cost !== undefined,
    );
    const firsts = contestants.filter(({ ranks }) => ranks.cost?.best === 1);
    if (contestants.length < 2 || firsts.length > 1) return [];
    const [first, second] = contestants;
    const seed = seedOf(`${experiment}/${first.name}/${second.name}`);
    const ratios = (name: string) => ratioValues(experiment, name, sessions);
    const times = quotientOf(ratios(first.name), ratios(second.name), seed);
    return times === undefined ? [] : { experiment, first: first.name, second: second.name, times };
  });
}

function ratioValues(
  experiment: string,
  name: string,
  all: readonly ReadSession[],
): readonly number[] {
  const own = all.find(
    ({ session }) => session.experiment === experiment && session.subject === name,
  );
  const cost = own?.session.measured?.cost;
  return cost?.kind === "compared" ? cost.values : [];
}
