export interface Interrupt {
  /** First Ctrl-C: stop in order. */
  readonly signal: AbortSignal;
  /** Second Ctrl-C: stop at once. A third one ends this process, whatever it is at. */
  readonly force: AbortSignal;
}

/** Turns SIGINT, SIGTERM and SIGHUP into the two signals; says what the first one does. */
export function onInterrupt(say: (text: string) => void): Interrupt {
  const stop = new AbortController();
  const force = new AbortController();
  const handle = (): void => {
    if (force.signal.aborted) process.exit(130);
    if (stop.signal.aborted) {
      force.abort();
      return;
    }
    say("stopping in order; press Ctrl-C again to stop at once");
    stop.abort();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, handle);
  return { signal: stop.signal, force: force.signal };
}
