import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from './workspace.js';

/** The names that each entry point of core exports. Whoever changes them says so in the changelog. */
const EXPORTS = JSON.parse(readFileSync(new URL('exports.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, readonly string[]>
>;

const SOURCES: Readonly<Record<string, string>> = {
  '@halyard/core': 'index.ts',
  '@halyard/core/store': 'store/index.ts',
  '@halyard/core/adapter': 'gate/index.ts',
  '@halyard/core/testing': 'testing/index.ts',
};

/** The names that an index file exports, which holds nothing but lists of them. */
function exported(path: string): string[] {
  const text = readFileSync(join(root, 'packages', path), 'utf8');
  const lists = [...text.matchAll(/^export (type )?\{([^}]*)\} from '[^']+';$/gm)];
  const names = lists.flatMap(([, type = '', list]) => list!.split(',').map((name) => type + name.trim()));
  return names.filter((name) => name.trim() !== 'type' && name !== '').toSorted();
}

describe('the entry points of core', () => {
  for (const [entry, path] of Object.entries(SOURCES)) {
    it(`export from ${entry} what is listed`, () => {
      expect(exported(`core/src/${path}`)).to.deep.equal(EXPORTS[entry]);
    });
  }

  it('export each name once', () => {
    const names = Object.values(EXPORTS).flat();
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
  });
});

describe('the adapters', () => {
  const values = (path: string): string[] => exported(path).filter((name) => !name.startsWith('type '));
  const express = 'express/src/index.ts';

  for (const folder of ['koa/src', 'node/src', 'node/src/fetch', 'fastify/src', 'hono/src']) {
    it(`export the same functions from ${folder} as from express, and all types`, () => {
      expect(values(`${folder}/index.ts`)).to.deep.equal(values(express));
      expect(exported(`${folder}/index.ts`)).to.include.members(exported(express));
    });
  }
});
