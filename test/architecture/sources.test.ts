import { basename, join } from 'node:path';
import { expect } from 'chai';
import { packages, repositoryFiles } from './workspace.js';

describe('the sources', () => {
  it('export by name, never by default', () => {
    const wrong = packages().flatMap(({ sources }) =>
      sources
        .filter(({ text }) => /^export default\b|^export \{[^}]*\bas default\b/m.test(text))
        .map(({ path }) => path),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('are in files named after one concept', () => {
    const vague = /^(?:utils?|helpers?|common|misc|shared|types|constants)\./;
    expect(repositoryFiles().filter((path) => vague.test(basename(path)))).to.deep.equal([]);
  });

  it('are in files whose names are kebab-case', () => {
    const code = repositoryFiles().filter((path) =>
      /^(?:packages|examples|test|scripts|bench)\/.*\.(?:ts|mjs)$/.test(path),
    );
    expect(
      code.filter((path) => !/^[a-z0-9-]+(?:\.test|\.d)?\.(?:ts|mjs)$/.test(basename(path))),
    ).to.deep.equal([]);
  });

  it('of each package have an index.ts for each entry point, and no other', () => {
    for (const { folder, manifest, sources } of packages()) {
      const indexes = sources.filter(({ path }) => basename(path) === 'index.ts').map(({ path }) => path);
      const entries = Object.values(manifest.exports).flatMap((entry) =>
        typeof entry === 'string' ? [] : join('packages', folder, entry['@halyard/source']),
      );
      expect(indexes, folder).to.have.members(entries);
    }
  });
});
