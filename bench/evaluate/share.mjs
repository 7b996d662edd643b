/** FNV-1a, 32 bits: the hash that programs write by hand. `seed` is the hash of what comes before the text. */
export function hash(text, seed = 0x811c9dc5) {
  let state = seed;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state >>> 0;
}

/** Where a text falls between 0 and 1, always the same. */
export function share(text) {
  return hash(text) / 2 ** 32;
}
