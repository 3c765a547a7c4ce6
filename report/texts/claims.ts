/** The article's figures beside those measured here. What is a function gets numbers already printed. */
export const enClaims = {
  title: "What was claimed?",
  intro:
    "The claims are from the article “Optimisation des performances de déploiement conteneurisé” " +
    "(January 2026), all “at 2 cores and 512 MB” and at the highest rate; so what a request costs at the " +
    "peak of one core stands beside them. At the fixed rate it costs more, since servers sleep and are woken.",
  chart: "CPU per request at the highest rate: claimed and measured",
  caption: "Claimed beside measured",
  notHere: "not measured here",
  share: (rate: string, share: string) => `${rate} at ${share} of 2 CPU`,
  lawTitle: "Why the claims cannot all be true",
  lawCaption: "Little's law on the claims, with 1,000 connections",
  law: (connections: string) => `${connections} connections`,
  refused: (residual: string) => `${residual}: refused`,
  kept: (residual: string) => `${residual}: possible`,
  span: (low: string, high: string) =>
    "By Little's law, rate × mean latency is the number of requests in flight. One run has one " +
    `number of connections; the rows ask for ${low} to ${high}.`,
  compatible: (most: string, all: string) =>
    `A slice of this project is dropped when it misses the law by more than 1 %. By the same ` +
    `rule, no number of connections lets more than ${most} of the ${all} rows stand.`,
  impossible: (broken: string, all: string) =>
    `With the 1,000 connections of a usual run, ${broken} of the ${all} latencies are longer ` +
    "than the rate leaves room for.",
  idle: (most: string) =>
    `None of the servers is said to use more than ${most} of its CPU at its highest rate, so ` +
    "something else was the limit: most likely the load generator.",
};

export type ClaimTexts = typeof enClaims;

export const frClaims: ClaimTexts = {
  title: "Qu'est-ce qui était annoncé ?",
  intro:
    "Les chiffres viennent de l'article « Optimisation des performances de déploiement " +
    "conteneurisé » (janvier 2026), tous « à 2 cœurs et 512 Mo » et au plus haut débit ; à côté se trouve " +
    "donc ce que coûte une requête au maximum d'un cœur. À débit fixe elle coûte plus : on dort et on est réveillé.",
  chart: "CPU par requête au plus haut débit : annoncé et mesuré",
  caption: "Annoncé et mesuré",
  notHere: "pas mesuré ici",
  share: (rate, share) => `${rate} à ${share} de 2 CPU`,
  lawTitle: "Pourquoi les chiffres annoncés ne peuvent pas tous être vrais",
  lawCaption: "La loi de Little appliquée aux chiffres annoncés, avec 1 000 connexions",
  law: (connections) => `${connections} connexions`,
  refused: (residual) => `${residual} : refusé`,
  kept: (residual) => `${residual} : possible`,
  span: (low, high) =>
    "Selon la loi de Little, débit × latence moyenne est le nombre de requêtes en cours. Un " +
    `essai a un seul nombre de connexions ; les lignes en demandent ${low} à ${high}.`,
  compatible: (most, all) =>
    "Une tranche de ce projet est écartée quand elle manque à la loi de plus de 1 %. Selon la " +
    `même règle, aucun nombre de connexions ne laisse valoir plus de ${most} des ${all} lignes.`,
  impossible: (broken, all) =>
    `Avec les 1 000 connexions d'un essai usuel, ${broken} des ${all} latences sont plus ` +
    "longues que le débit n'en laisse la place.",
  idle: (most) =>
    `Aucun serveur n'est dit utiliser plus de ${most} de son CPU à son plus haut débit : autre ` +
    "chose était donc la limite, très probablement le générateur de charge.",
};
