import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { packages, repositoryFiles, repositoryUrl, root } from './workspace.js';

// Traces of where a file was made: hosts that packages came from, and folders of its author's machine.
const HOST = /registry\.npmjs|npmjs\.org|registry\.yarnpkg|deb\.debian\.org/;
const HOME = /(?<![\w.])\/(?:home\/[a-z]|Users\/[a-z]|root\/)/;
const isTrace = (line: string): boolean => HOST.test(line) || HOME.test(line) || line.includes(root);

describe('the repository', () => {
  it('names no registry host and no folder of the machine it was made on', () => {
    const found = repositoryFiles().flatMap((path) => {
      const lines = readFileSync(join(root, path), 'utf8').split('\n');
      return lines.flatMap((line, index) =>
        isTrace(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 100)}`] : [],
      );
    });
    expect(found).to.deep.equal([]);
  });

  it('is at one address, wherever that is written', () => {
    const found = repositoryFiles().flatMap((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const addresses = text.match(/https:\/\/github\.com\/[\w.-]+\/halyard\b/g) ?? [];
      return addresses.filter((address) => address !== repositoryUrl).map((address) => `${path}: ${address}`);
    });
    expect(found).to.deep.equal([]);
  });

  it('has a README and the licence in every package', () => {
    const licence = readFileSync(join(root, 'LICENSE'), 'utf8');
    for (const { folder, manifest } of packages()) {
      const home = join(root, 'packages', folder);
      expect(readFileSync(join(home, 'LICENSE'), 'utf8'), `packages/${folder}/LICENSE`).to.equal(licence);
      expect(readFileSync(join(home, 'README.md'), 'utf8')).to.match(new RegExp(`^# ${manifest.name}\n`));
    }
  });

  it('pins the actions of its workflows to commits', () => {
    const uses = repositoryFiles()
      .filter((path) => path.startsWith('.github/workflows/'))
      .flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(/uses: *(.+)/g)])
      .map(([, action]) => action!);
    expect(uses).to.not.deep.equal([]);
    const loose = uses.filter((action) => !/^\.\/|^[\w./-]+@[0-9a-f]{40} # v[\d.]+$/.test(action));
    expect(loose).to.deep.equal([]);
  });

  it('has a test for every example', () => {
    const folder = join(root, 'examples');
    const examples = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
    const tests = repositoryFiles()
      .filter((path) => /^test\/.*\.test\.ts$/.test(path))
      .map((path) => readFileSync(join(root, path), 'utf8'));
    const untested = examples
      .filter((entry) => entry.isDirectory())
      .filter(({ name }) => !tests.some((text) => text.includes(`examples/${name}`)));
    expect(untested.map(({ name }) => name)).to.deep.equal([]);
  });
});
