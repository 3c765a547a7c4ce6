/** Texts of comparisons of pod specs. What is a function gets numbers already printed. */
export const enPodSpecs = {
  exclusive: "Does an exclusive core pay?",
  onDemand: "Measured on demand: ./tare bench frameworks --subjects exclusive-core.",
  title: (subject: string) => `What does the pod's spec change? ${subject}`,
  intro: (server: string, variants: string, rate: string) =>
    `${server} in pods of its own, ${variants}, by turns in blocks of random order. Each pod gets ` +
    `${rate} requests a second, then as many as it answers; the load keeps to cores that no pod has ` +
    "for itself. Two pods of one block make a pair.",
  neighbour:
    "On two cores a busy neighbour would share the load generator's core: its latency would be that " +
    "of the generator. So none is planted; what an exclusive core keeps off is the load, the system " +
    "and whatever else ran.",
  answer: {
    better: (what: string) => `Better: ${what}.`,
    worse: (what: string) => `Worse: ${what}.`,
    none: (what: string) => `No difference shown: ${what}.`,
    unsure: (what: string) => `Not decided: ${what}.`,
    beside: (variant: string, first: string) => `${variant} beside ${first}.`,
  },
  quantities: { cost: "CPU per request", tail: "p99 at the fixed rate", peak: "peak" },
  shorter: (by: string, interval: string) => `shorter by ${by} (${interval})`,
  longer: (by: string, interval: string) => `longer by ${by} (${interval})`,
  longerTimes: (times: string, interval: string) => `longer: ${times} times (${interval})`,
  chart: (first: string) => `How good beside ${first}: 1 is as good, more is better`,
  guide: (first: string) => `as good as ${first}`,
  caption: (first: string) => `Beside ${first}`,
  specCaption: "What the specs came to, read back",
  columns: {
    variant: "pod",
    quantity: "what",
    own: "its figure",
    first: (name: string) => `of ${name}`,
    asked: "cores asked for",
    cores: "could run on cores",
    limits: "limits",
    ready: "ready after",
  },
  shared: "shared",
  perSecond: (rate: string) => `${rate}/s`,
};

export type PodSpecsTexts = typeof enPodSpecs;

export const frPodSpecs: PodSpecsTexts = {
  exclusive: "Un cœur exclusif est-il rentable ?",
  onDemand: "Mesuré à la demande : ./tare bench frameworks --subjects exclusive-core.",
  title: (subject) => `Que change la spécification du pod ? ${subject}`,
  intro: (server, variants, rate) =>
    `${server} dans des pods à lui, ${variants}, à tour de rôle par blocs d'ordre aléatoire. Chaque pod ` +
    `reçoit ${rate} requêtes par seconde, puis autant qu'il en sert ; la charge reste sur des cœurs ` +
    "qu'aucun pod n'a pour lui seul. Deux pods d'un bloc forment une paire.",
  neighbour:
    "Sur deux cœurs, un voisin bruyant partagerait celui du générateur de charge : la latence serait " +
    "celle du générateur. Il n'y en a donc pas ; un cœur exclusif tient à l'écart la charge, le système " +
    "et tout ce qui tournait par ailleurs.",
  answer: {
    better: (what) => `Mieux : ${what}.`,
    worse: (what) => `Moins bien : ${what}.`,
    none: (what) => `Pas de différence démontrée : ${what}.`,
    unsure: (what) => `Non tranché : ${what}.`,
    beside: (variant, first) => `${variant} comparé à ${first}.`,
  },
  quantities: { cost: "CPU par requête", tail: "p99 à débit fixe", peak: "maximum" },
  shorter: (by, interval) => `plus court de ${by} (${interval})`,
  longer: (by, interval) => `plus long de ${by} (${interval})`,
  longerTimes: (times, interval) => `plus long : ${times} fois (${interval})`,
  chart: (first) => `Comparé à ${first} : 1 est aussi bien, plus est mieux`,
  guide: (first) => `aussi bien que ${first}`,
  caption: (first) => `Comparaison avec ${first}`,
  specCaption: "Effet des spécifications, relu",
  columns: {
    variant: "pod",
    quantity: "quoi",
    own: "sa valeur",
    first: (name) => `celle de ${name}`,
    asked: "cœurs demandés",
    cores: "cœurs utilisables",
    limits: "limites",
    ready: "prêt après",
  },
  shared: "partagés",
  perSecond: (rate) => `${rate}/s`,
};
