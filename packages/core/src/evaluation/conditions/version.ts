/** A version taken apart: its first three parts, and what makes it a pre-release. */
export interface Version {
  readonly core: readonly string[];
  readonly preRelease: readonly string[];
}

const NUMERIC = /^[0-9]+$/;

/**
 * Takes a version apart as the GrowthBook condition specification does: a leading `v` and build metadata
 * (`+…`) are ignored; parts are separated by dots and hyphens; those after the third are a pre-release. So is
 * what follows a hyphen and is no number (`1.0-beta`).
 */
export function parseVersion(text: string): Version {
  const build = text.indexOf('+');
  const plain = text.slice(text.startsWith('v') ? 1 : 0, build < 0 ? undefined : build);
  const core: string[] = [];
  const preRelease: string[] = [];
  let start = 0;
  let hyphen = false;
  for (let i = 0; i <= plain.length; i++) {
    const separator = plain[i];
    if (separator !== undefined && separator !== '.' && separator !== '-') continue;
    const part = plain.slice(start, i);
    const inCore = preRelease.length === 0 && core.length < 3 && (!hyphen || NUMERIC.test(part));
    (inCore ? core : preRelease).push(part);
    start = i + 1;
    hyphen = separator === '-';
  }
  return { core, preRelease };
}

/**
 * Below 0 if `a` is the earlier version, 0 if they are the same, above 0 if it is the later. A missing part is
 * 0, numbers compare as numbers and come before text, and a pre-release comes before its release.
 */
export function compareVersions(a: Version, b: Version): number {
  for (let i = 0; i < 3; i++) {
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
