import { range } from '../genes.mjs';

/**
 * Patterns that are known to cost engines without backtracking most, by the number `n` that is in them. Each is asked about
 * texts of random `letters`, which it never matches because its `ending` does not follow them.
 */
export const PATTERNS = {
  window: {
    title: 'a[ab]{n}c: a state for each text',
    letters: 'ab',
    ending: 'c',
    n: range(900, 1, 1_000),
    make: (n) => `a[ab]{${n}}`,
  },
  optional: {
    title: '(a?){n}a{n}',
    letters: 'a',
    ending: 'b',
    n: range(400, 1, 1_000),
    make: (n) => `(?:a?){${n}}a{${n}}`,
  },
  counted: {
    title: 'nested counted repetitions',
    letters: 'ab',
    ending: 'c',
    n: range(30, 1, 31),
    make: (n) => `(?:a[ab]{1,${n}}){1,${n}}`,
  },
  stars: {
    title: '.*a.*b.*a…=',
    letters: 'ab',
    ending: '=',
    n: range(100, 1, 400),
    make: (n) => '.*a.*b'.repeat(n / 2),
  },
  alternatives: {
    title: '(a|ab|aba…)+c',
    letters: 'ab',
    ending: 'c',
    n: range(40, 1, 60),
    make: (n) =>
      `(?:${Array.from({ length: n }, (_, i) => 'abba'.repeat(4).slice(0, (i % 16) + 1)).join('|')})+`,
  },
  words: {
    title: '(\\b\\w+\\W+){n}!',
    letters: 'ab ',
    ending: '!',
    n: range(300, 1, 1_000),
    make: (n) => `(?:\\b\\w+\\W+){${n}}`,
  },
  classes: {
    title: 'large classes, counted',
    letters: 'яж世',
    ending: '!',
    n: range(900, 1, 1_000),
    make: (n) => `я[\\pL\\pN\\x{10000}-\\x{10FFFF}]{${n}}`,
  },
  folded: {
    title: 'letters of all scripts in any case, counted',
    letters: 'яжЯKſ',
    ending: 'ß',
    operators: ['$regexi'],
    n: range(900, 1, 1_000),
    make: (n) => `я[а-яk-sß-ÿ]{${n}}`,
  },
  dots: { title: 'a.{n}c', letters: 'ax', ending: 'c', n: range(900, 1, 1_000), make: (n) => `a.{${n}}` },
  letters: {
    title: 'many patterns of a few letters',
    letters: 'ab',
    ending: 'c',
    n: range(1, 1, 50),
    make: (n, index) => `${'a'.repeat(n)}${index % 7}?`,
  },
};
