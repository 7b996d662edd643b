import type { Random } from './random.js';

/** Names that objects inherit, words with a meaning in a definition, and texts that parsers trip over. */
const WORDS = [
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
  'targetingKey',
  'plan',
  'account.plan',
  'on',
  'off',
  '25%',
  '-1%',
  '1e999%',
  'users:alice,,bob',
  'users:',
  '$segment.pro',
  '$segment',
  '$',
  '$eq',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e308',
  '9007199254740993',
  '2026-12-01T00:00:00Z',
  '2026-13-45T99:99:99Z',
  '10.0.0.0/8',
  '::ffff:1.2.3.4/129',
  '1.2.3-rc.1+build',
  'Europe/Vienna',
  '../../etc/passwd',
  '..\\..\\',
  '%2e%2e%2f',
  '<script>alert(1)</script>',
  '${7*7}',
  "'; DROP TABLE flags; --",
  '\u202ereversed',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\u0000',
  '\r\nX-Injected: 1',
  '🏴\u{e0067}\u{e0062}',
  'e\u0301',
  'İ',
  'ﬃ',
];

const PATTERNS = [
  '(a+)+$',
  '(a|a)*$',
  '(.*a){20}',
  'a{1000}',
  '(?:a?){500}',
  '[^',
  '(?P<n>a)(?P<n>b)',
  '\\pX',
  '(?i)ſ',
];

/** A text that is meant to be wrong somewhere, now and then a long one. */
export function hostileText(random: Random): string {
  if (random.once(400)) return random.of(WORDS).repeat(1 + random.below(random.once(20) ? 5_000 : 200));
  if (random.once(8)) return `${random.of(WORDS)}${random.of(WORDS)}`;
  if (random.once(8)) return randomCharacters(random);
  if (random.once(10)) return random.of(PATTERNS);
  return random.of(WORDS);
}

function randomCharacters(random: Random): string {
  return random.list(20, () => String.fromCharCode(random.below(random.once(2) ? 128 : 65_536))).join('');
}
