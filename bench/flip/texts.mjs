/** The flags of the hash: of every ten, five are plain, three a rollout, two have conditions. */
export function flagTexts(count) {
  return Array.from({ length: count }, (_, i) => [`feature-${i}-of-the-shop`, text(i % 10)]);
}

function text(digit) {
  if (digit < 5) return 'on';
  if (digit < 8) return '25%';
  return JSON.stringify({ rules: [{ when: { plan: 'pro', age: { $gte: 21 } } }] });
}

/** The flag that is flipped, and its text as the flip of this number writes it: `getValue` answers the number. */
export const FLIPPED = 'flipped';
export const flipText = (number) => JSON.stringify({ default: number, rules: [] });
