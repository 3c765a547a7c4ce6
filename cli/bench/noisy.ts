import { UserError } from "../../platform/errors";
import { newestRun, type Wish } from "./resume";
import { type Run, type RunSession } from "./runFile";

/**
 * The last run that the same call has made, with its noisy sessions to be made once more. What decides
 * is how many slices were disturbed, never what they showed, so the choice bends no figure. The new
 * Jobs have names of their own: the logs of the noisy ones stay beside theirs.
 *
 * Throws {@link UserError} where there is nothing to be made again.
 *
 * @param runs the newest first
 * @param noisyOf the subjects of a run that came out noisy
 */
export function noisyAgain(
  runs: readonly Run[],
  wish: Wish,
  noisyOf: (run: Run) => readonly string[],
): Run {
  const last = newestRun(runs, wish);
  if (last === undefined) {
    throw new UserError(
      `there is no run of ${wish.experiment} to go on with: none was made, or what it measured has changed`,
      "leave '--noisy' out",
    );
  }
  if (last.finishedAt === undefined) {
    throw new UserError(
      `run ${last.id} is not finished`,
      "leave '--noisy' out: the same command goes on with it",
    );
  }
  const noisy = noisyOf(last);
  if (noisy.length === 0) {
    throw new UserError(
      `nothing of run ${last.id} is noisy`,
      "leave '--noisy' out for a run of its own",
    );
  }
  const sessions = last.sessions.map((one) => (noisy.includes(one.subject) ? again(one) : one));
  return { ...last, finishedAt: undefined, sessions };
}

function again(session: RunSession): RunSession {
  const noisy = [...(session.noisy ?? []), session.job];
  const job = `${noisy[0]}-${noisy.length + 1}`;
  return { ...session, job, noisy, ended: undefined, missing: undefined };
}
