import { valid, lt } from 'semver';

/** Throws a sentence unless a version can follow the current one. */
export function checkVersion(version, current) {
  if (valid(version) !== version) {
    throw new Error(`"${version}" is not a version: write three numbers, as in 0.2.0 or 1.0.0-rc.1`);
  }
  if (lt(version, current)) {
    throw new Error(`${version} is lower than ${current}, the version of package.json`);
  }
}

/** Throws a sentence when the working tree differs from the last commit, of which `changes` is Git's short list. */
export function checkTree(changes) {
  if (changes !== '') {
    throw new Error(`the working tree has changes; commit or stash them first:\n${changes}`);
  }
}

/** Throws a sentence when the tag of a version exists. */
export function checkTag(tag, tags) {
  if (tags.includes(tag)) {
    throw new Error(
      `the tag ${tag} exists: choose another version, or remove a tag that was never pushed with ` +
        `"git tag --delete ${tag}"`,
    );
  }
}
