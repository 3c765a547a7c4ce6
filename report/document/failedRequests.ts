import type { Failures, Requests } from "../trials/load";
import type { Page } from "./document";

const KINDS = [
  "connect",
  "read",
  "status",
  "body",
  "timeout",
] as const satisfies readonly (keyof Failures)[];

/** How many requests failed of how many, and why. */
export function failedRequests(seen: Partial<Requests>, page: Page): string {
  const { texts, format } = page;
  const [failed, requests] = [seen.failed, seen.requests].map((count) =>
    count === undefined ? texts.none : format.whole(count),
  );
  const count = texts.trials.rollouts.label(failed, requests);
  const why = whyFailed(seen, page);
  return why === undefined ? count : `${count} (${why})`;
}

/** Failed requests by kind, and the first one in the load generator's words; nothing where none failed. */
export function whyFailed(
  { failures, firstError }: Partial<Requests>,
  { texts, format }: Page,
): string | undefined {
  if (failures === undefined) return undefined;
  const { kinds, kind, first } = texts.trials.failures;
  const counts = KINDS.filter((name) => failures[name] > 0)
    .map((name) => kind(format.whole(failures[name]), kinds[name]))
    .join(", ");
  return firstError === undefined ? counts : first(counts, firstError);
}
