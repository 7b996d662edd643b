const NUMBER = '(?:0|[1-9]\\d*)';
const WORD = `(?:${NUMBER}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;

/** A number of a semantic version, as a pattern. */
export const VERSION_NUMBER = NUMBER;

/** The pre-release of a semantic version, as a pattern: with its hyphen, or nothing. */
export const PRE_RELEASE = `(?:-${WORD}(?:\\.${WORD})*)?`;

/** The build metadata of a semantic version, as a pattern: with its plus sign, or nothing. */
export const BUILD = '(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?';

/** A semantic version of three numbers, as a pattern. */
export const SEMANTIC_VERSION = `${NUMBER}\\.${NUMBER}\\.${NUMBER}${PRE_RELEASE}${BUILD}`;

/**
 * True if Halyard orders versions relative to this one in another way than Semantic Versioning does: to Halyard, a hyphen
 * separates parts of a pre-release.
 */
export function hasHyphenInPreRelease(version: string): boolean {
  return version.replace(/\+.*$/, '').split('-').length > 2;
}
