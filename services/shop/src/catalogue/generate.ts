import type { Product } from "./products";

/** What is sold, by category. */
const THINGS: Readonly<Record<string, readonly string[]>> = {
  kitchen: ["Kettle", "Pan", "Bowl", "Scale", "Mill", "Tray"],
  desk: ["Lamp", "Organiser", "Notebook", "Pen", "Clock", "Stand"],
  garden: ["Trowel", "Planter", "Hose", "Rake", "Lantern", "Bench"],
  travel: ["Suitcase", "Bottle", "Pillow", "Backpack", "Adapter", "Pouch"],
  sport: ["Mat", "Rope", "Ball", "Towel", "Glove", "Helmet"],
  music: ["Stool", "Metronome", "Drum", "Flute", "Speaker", "Cable"],
};
export const CATEGORIES: readonly string[] = Object.keys(THINGS);

const MANNERS = ["Quiet", "Sturdy", "Folding", "Bright", "Light", "Compact", "Classic", "Warm"];
const MATERIALS = ["Oak", "Steel", "Cotton", "Glass", "Cork", "Copper", "Linen", "Ceramic"];

/** Euros, and the cents that shops like to end them with. */
const EUROS = { least: 2, most: 400 };
const ENDINGS = [0, 49, 90, 99];
const MOST_STOCK = 500;

/** The same products for the same seed, on every machine. */
export function generateProducts(seed: number, count: number): Product[] {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
  return Array.from({ length: count }, (_, index) => {
    const category = pick(CATEGORIES);
    const material = pick(MATERIALS);
    const thing = pick(THINGS[category]);
    const euros = EUROS.least + Math.floor(random() * (EUROS.most - EUROS.least));
    return {
      id: index + 1,
      name: `${pick(MANNERS)} ${material} ${thing} ${index + 1}`,
      description: `A ${thing.toLowerCase()} of ${material.toLowerCase()} for the ${category}.`,
      category,
      priceCents: euros * 100 + pick(ENDINGS),
      stock: Math.floor(random() * (MOST_STOCK + 1)),
    };
  });
}

/** Numbers from 0 to 1, without 1: Marsaglia's xorshift of 32 bits, which a zero would stop. */
function generator(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state / 2 ** 32;
  };
}
