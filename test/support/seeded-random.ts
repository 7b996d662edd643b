/** Numbers from 0 up to, and without, 1, always the same ones for a seed: mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of several, by such a number. */
export function pick<Item>(random: () => number, all: readonly Item[]): Item {
  return all[Math.floor(random() * all.length)]!;
}
