import { pick } from './random.mjs';

/** A whole number from `least` to `most`. The search multiplies it by up to four or divides it by as much. */
export function range(first, least, most) {
  const within = (value) => Math.min(most, Math.max(least, Math.round(value)));
  return { first, change: (value, random) => within((value + random()) * 4 ** (random() * 2 - 1)) };
}

/** One of several values, the first to begin with. */
export function choice(...options) {
  return { first: options[0], change: (_, random) => pick(options, random) };
}

/** The values that a family starts with. */
export function firstGenes({ genes }) {
  return Object.fromEntries(Object.entries(genes).map(([name, { first }]) => [name, first]));
}

/** The same values with one changed. */
export function changedGenes({ genes }, values, random) {
  const names = Object.keys(genes);
  if (names.length === 0) return values;
  const name = pick(names, random);
  return { ...values, [name]: genes[name].change(values[name], random) };
}
