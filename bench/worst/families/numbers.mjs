import { byConditions } from '../conditions.mjs';
import { choice } from '../genes.mjs';

/** Long texts that count as numbers, none of which is below 0. */
const DIGITS = {
  whole: (length) => '1'.repeat(length),
  fraction: (length) => `0.${'0'.repeat(length - 3)}1`,
  decimals: (length) => `1.${'7'.repeat(length - 2)}`,
  exponent: (length) => `1e${'0'.repeat(length - 3)}1`,
  blank: (length) => `${' '.repeat(length - 1)}1`,
};

function digits({ operand, ...family }) {
  return byConditions({
    ...family,
    genes: { digits: choice(...Object.keys(DIGITS)) },
    value: ({ genes, contextBytes }) => DIGITS[genes.digits](contextBytes - 2),
    leaf: ({ attribute }) => ({ [attribute]: operand }),
  });
}

export const numbers = [
  digits({ id: 'digits-compared', title: 'long digit text, $lt', operand: { $lt: -1 } }),
  digits({ id: 'digits-mod', title: 'long digit text, $mod', operand: { $mod: [7, 8] } }),
  digits({ id: 'digits-equal', title: 'long digit text equal to a number', operand: -1 }),
];
