import { readFileSync } from 'node:fs';

/** The folder of an installed package: one of this repository's, or one of the peers in `bench/node_modules`. */
export function packageFolder(name) {
  if (name.startsWith('@halyard/')) {
    return new URL(`../../packages/${name.slice('@halyard/'.length)}/`, import.meta.url);
  }
  // An app of Nest has one copy of it, that which `@halyard/nest` finds.
  const modules = name.startsWith('@nestjs/') ? '../../node_modules' : '../node_modules';
  return new URL(`${modules}/${name}/`, import.meta.url);
}

/** What an installed package says of itself. */
export function manifest(name) {
  return JSON.parse(readFileSync(new URL('package.json', packageFolder(name)), 'utf8'));
}

/** How tables call a contender: with the version of the package it is, if it is one. */
export function titled({ title, package: name }) {
  return name === undefined ? title : `${title} ${manifest(name).version}`;
}
