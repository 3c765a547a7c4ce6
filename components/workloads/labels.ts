/** Labels that never change for an object: what selectors match. */
export function selectorLabels(name: string): Record<string, string> {
  return { "app.kubernetes.io/name": name };
}

/** Labels of every object that the program makes. */
export function commonLabels(name: string): Record<string, string> {
  return { ...selectorLabels(name), "app.kubernetes.io/managed-by": "tare" };
}

/** Labels of a namespace: the level of Pod Security that its pods must satisfy. */
export function podSecurityLabels(level: "restricted" | "privileged"): Record<string, string> {
  return {
    "pod-security.kubernetes.io/enforce": level,
    "pod-security.kubernetes.io/enforce-version": "latest",
  };
}
