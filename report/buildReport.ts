import { compareClaims } from "./claims/compareClaims";
import { readPodComparison } from "./podSpecs/readPodComparison";
import { type Measurement, REPORT_SCHEMA, type Report, type ReportInput } from "./report";
import { leadsOf, serversOf } from "./servers";
import { readSession } from "./sessions/readSession";
import { judgeTrials } from "./trials/judgeTrials";
import { variantsOf } from "./tuning/variants";

/** Makes the report out of raw logs. Pure: the same input gives the same report. */
export function buildReport(input: ReportInput): Report {
  const { createdAt, environment, plugins, kubernetes, commit } = input;
  const sessions = bySubject(input.measurements.filter(({ kind }) => kind !== "pods")).map(
    readSession,
  );
  const podComparisons = input.measurements
    .filter(({ kind }) => kind === "pods")
    .map(readPodComparison);
  const servers = serversOf(sessions, input.images);
  const measured = sessions.flatMap(({ session }) => session.measured ?? []).at(0);
  const pods = podComparisons.flatMap((one) => one.measured ?? []).at(0);
  const machine = measured?.machine ?? pods?.machine;
  return {
    schema: REPORT_SCHEMA,
    createdAt,
    environment,
    plugins,
    ...(kubernetes && { kubernetes }),
    ...(commit && { commit }),
    sessions: sessions.map(({ session }) => session),
    servers,
    leads: leadsOf(servers, sessions),
    variants: variantsOf(sessions, input.images),
    claims: compareClaims(servers),
    podComparisons,
    ...(input.trials && { trials: judgeTrials(input.trials) }),
    ...(machine && { machine }),
    ...(measured && { limits: measured.limits }),
  };
}

/** What was measured of one subject, in the order in which it was first measured. */
function bySubject(measurements: readonly Measurement[]): Measurement[][] {
  const found = new Map<string, Measurement[]>();
  for (const one of measurements) {
    const key = `${one.experiment}/${one.subject}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found.values()];
}
