import { readFileSync } from 'node:fs';

/** The folder of an installed package: one of this repository's, or one of the peers in `bench/node_modules`. */
export function packageFolder(name) {
  return name.startsWith('@halyard/')
    ? new URL(`../../packages/${name.slice('@halyard/'.length)}/`, import.meta.url)
    : new URL(`../node_modules/${name}/`, import.meta.url);
}

/** What an installed package says of itself. */
export function manifest(name) {
  return JSON.parse(readFileSync(new URL('package.json', packageFolder(name)), 'utf8'));
}

/** How tables call a contender: with the version of the package it is, if it is one. */
export function titled({ title, package: name }) {
  return name === undefined ? title : `${title} ${manifest(name).version}`;
}
