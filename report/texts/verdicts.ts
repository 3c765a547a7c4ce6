/** What a comparison with the yardstick, or of a variant with its default, comes to. */
export const enVerdicts = {
  none: "no difference shown",
  noInterval: (pairs: string) => `no interval from ${pairs} pairs`,
  noIntervalOfStarts: (starts: string) => `no interval from ${starts} starts`,
  bound: "not decided: the generator was the limit",
  noisy: (kept: string, planned: string) => `noisy: ${kept} of ${planned} pairs left`,
  absent: "not in the plan",
  fewAnswers: (fewest: string) => `not judged: fewer than ${fewest} answers in a slice`,
  less: (by: string, interval: string) => `cheaper by ${by} (${interval})`,
  more: (by: string, interval: string) => `dearer by ${by} (${interval})`,
  timesMore: (times: string, interval: string) => `dearer: ${times} times the CPU (${interval})`,
  faster: (by: string, interval: string) => `faster by ${by} (${interval})`,
  slower: (by: string, interval: string) => `slower by ${by} (${interval})`,
  fasterAtLeast: (by: string) => `faster by at least ${by}`,
  slowerAtLeast: (by: string) => `slower by at least ${by}`,
};

export type VerdictTexts = typeof enVerdicts;

export const frVerdicts: VerdictTexts = {
  none: "pas de différence démontrée",
  noInterval: (pairs) => `pas d'intervalle avec ${pairs} paires`,
  noIntervalOfStarts: (starts) => `pas d'intervalle avec ${starts} démarrages`,
  bound: "indécis : le générateur était la limite",
  noisy: (kept, planned) => `bruité : ${kept} paires sur ${planned} restent`,
  absent: "pas au programme",
  fewAnswers: (fewest) => `non jugé : moins de ${fewest} réponses dans une tranche`,
  less: (by, interval) => `moins cher de ${by} (${interval})`,
  more: (by, interval) => `plus cher de ${by} (${interval})`,
  timesMore: (times, interval) => `plus cher : ${times} fois le CPU (${interval})`,
  faster: (by, interval) => `plus rapide de ${by} (${interval})`,
  slower: (by, interval) => `plus lent de ${by} (${interval})`,
  fasterAtLeast: (by) => `plus rapide d'au moins ${by}`,
  slowerAtLeast: (by) => `plus lent d'au moins ${by}`,
};
