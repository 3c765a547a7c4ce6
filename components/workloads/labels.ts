/** Labels that never change for an object: what selectors match. */
export function selectorLabels(name: string): Record<string, string> {
  return { "app.kubernetes.io/name": name };
}

/** Labels of every object that the program makes. */
export function commonLabels(name: string): Record<string, string> {
  return { ...selectorLabels(name), "app.kubernetes.io/managed-by": "tare" };
}
