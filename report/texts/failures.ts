/** Why requests failed, by the kinds that the load generator tells apart. */
export const enFailures = {
  kinds: {
    connect: "connection refused",
    read: "connection lost",
    status: "another status",
    body: "another body",
    timeout: "no answer in time",
  },
  kind: (count: string, kind: string) => `${count} × ${kind}`,
  first: (kinds: string, first: string) => `${kinds}; the first: ${first}`,
  sentence: (kinds: string) => `What failed: ${kinds}.`,
};

export const frFailures: typeof enFailures = {
  kinds: {
    connect: "connexion refusée",
    read: "connexion perdue",
    status: "autre statut",
    body: "autre contenu",
    timeout: "pas de réponse à temps",
  },
  kind: (count, kind) => `${count} × ${kind}`,
  first: (kinds, first) => `${kinds} ; le premier : ${first}`,
  sentence: (kinds) => `Ce qui a échoué : ${kinds}.`,
};
