/** Makes `kubectl get --watch` print one line an event: its type, then the object as JSON. */
export const EVENT_TEMPLATE = 'jsonpath={.type} {.object}{"\\n"}';

export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: unknown;
}

/** What a line of a watch tells; nothing of what is no change of an object. */
export function watchEvent(line: string): WatchEvent | undefined {
  const split = line.indexOf(" ");
  const type = line.slice(0, split);
  if (type !== "ADDED" && type !== "MODIFIED" && type !== "DELETED") return undefined;
  return { type, object: JSON.parse(line.slice(split + 1)) as unknown };
}
