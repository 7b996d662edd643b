const UNRELEASED = '## Unreleased\n';

/**
 * The changelog with its unreleased changes under the version and the date, and an empty section for those to come.
 * Throws a sentence when there is nothing to release.
 */
export function releasedChangelog(text, version, date) {
  const start = text.indexOf(UNRELEASED);
  if (start === -1) {
    throw new Error(`CHANGELOG.md has no heading "${UNRELEASED.trim()}": add it, with the changes below it`);
  }
  const before = text.slice(0, start);
  const after = text.slice(start + UNRELEASED.length);
  const [changes] = after.split(/^## /m);
  // Headings alone say nothing.
  if (!/^(?!#)\S/m.test(changes)) {
    throw new Error(`CHANGELOG.md has nothing under "${UNRELEASED.trim()}": say there what has changed`);
  }
  if (after.includes(`\n## ${version} `)) {
    throw new Error(`CHANGELOG.md already has a section for ${version}: choose another version`);
  }
  return `${before}${UNRELEASED}\n## ${version} - ${date}\n${after}`;
}
