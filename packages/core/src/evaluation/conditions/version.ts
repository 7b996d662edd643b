import { spendText } from '../cost.js';

/** A version taken apart: its numeric parts, and what makes it a pre-release. */
export interface Version {
  readonly core: readonly string[];
  readonly preRelease: readonly string[];
}

const NUMERIC = /^\d+$/;

/**
 * Takes a version apart: a leading `v` and build metadata (`+…`) are ignored; the numbers with dots between are followed
 * by a pre-release, whose parts are separated by dots and hyphens (`1.0-beta.2`, `1.0.x`). `undefined` for text that does
 * not start with a digit after the `v`.
 */
export function parseVersion(text: string): Version | undefined {
  spendText(text, 1);
  if (!/^[vV]?\d/.test(text)) return undefined;
  const build = text.indexOf('+');
  const plain = text.slice(text.search(/\d/), build < 0 ? undefined : build);
  const hyphen = plain.indexOf('-');
  const parts = (hyphen < 0 ? plain : plain.slice(0, hyphen)).split('.');
  const firstWord = parts.findIndex((part) => !NUMERIC.test(part));
  const core = firstWord < 0 ? parts : parts.slice(0, firstWord);
  const words = firstWord < 0 ? [] : parts.slice(firstWord);
  return { core, preRelease: hyphen < 0 ? words : [...words, ...plain.slice(hyphen + 1).split(/[.-]/)] };
}

/**
 * Below 0 if `a` is the earlier version, 0 if they are the same, above 0 if it is the later. A missing part is
 * 0, numbers compare as numbers and come before text, and a pre-release comes before its release.
 */
export function compareVersions(a: Version, b: Version): number {
  for (let i = 0; i < a.core.length || i < b.core.length; i++) {
    const order = compareParts(a.core[i] ?? '0', b.core[i] ?? '0');
    if (order !== 0) return order;
  }
  if (a.preRelease.length === 0 || b.preRelease.length === 0)
    return b.preRelease.length - a.preRelease.length;
  for (let i = 0; i < a.preRelease.length && i < b.preRelease.length; i++) {
    const order = compareParts(a.preRelease[i]!, b.preRelease[i]!);
    if (order !== 0) return order;
  }
  return a.preRelease.length - b.preRelease.length;
}

function compareParts(a: string, b: string): number {
  const number = NUMERIC.test(a);
  if (number !== NUMERIC.test(b)) return number ? -1 : 1;
  return number ? compareNumbers(a.replace(/^0+/, ''), b.replace(/^0+/, '')) : compareTexts(a, b);
}

// Of any length, so that a build number of 20 digits keeps its last one.
function compareNumbers(a: string, b: string): number {
  return a.length - b.length || compareTexts(a, b);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
