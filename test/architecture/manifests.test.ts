import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Package, packageOf, packages, repositoryUrl, root } from './workspace.js';

/** Every package that a package's sources name, Node's own and itself apart. */
function imported({ manifest, sources }: Package): Set<string> {
  const names = sources.flatMap(({ imports }) => imports).filter((name) => !/^\.|^node:/.test(name));
  return new Set(names.map(packageOf).filter((name) => name !== manifest.name));
}

/** The types of `express` may come with it or as `@types/express`. */
const typesOf = (name: string): string => `@types/${name.replace(/^@(.+)\//, '$1__')}`;

/** The packages a tsconfig says must be built first. */
function references(...path: string[]): string[] {
  const config = JSON.parse(readFileSync(join(root, ...path), 'utf8')) as { references?: { path: string }[] };
  return (config.references ?? []).map((reference) => reference.path);
}

describe('each package.json', () => {
  for (const one of packages()) {
    const { folder, manifest } = one;
    const dependencies = Object.keys(manifest.dependencies ?? {});
    const peers = Object.keys(manifest.peerDependencies ?? {});
    const bundled = Object.keys(manifest.devDependencies ?? {});

    it(`${folder} declares whatever its sources import`, () => {
      const declared = [...dependencies, ...peers, ...bundled];
      const missing = [...imported(one)].filter(
        (name) => !declared.some((own) => own === name || own === typesOf(name)),
      );
      expect(missing).to.deep.equal([]);
    });

    it(`${folder} depends on and bundles nothing that its sources do not import`, () => {
      const used = imported(one);
      expect([...dependencies, ...bundled].filter((name) => !used.has(name))).to.deep.equal([]);
    });

    // The command line is a program: nobody else brings it its client.
    if (folder !== 'cli') {
      it(`${folder} takes the framework or the client of a store from the app`, () => {
        const brought = new Set([
          'express',
          'koa',
          'fastify',
          'hono',
          '@nestjs/common',
          '@nestjs/core',
          'redis',
          'ioredis',
          'pg',
          'postgres',
          'mysql2',
          'libsql',
          '@openfeature/server-sdk',
        ]);
        expect(dependencies.filter((name) => brought.has(name))).to.deep.equal([]);
      });
    }

    if (folder !== 'core') {
      it(`${folder} takes core from the app, so that a program has one`, () => {
        expect(peers).to.include('@halyard/core');
      });
    }

    it(`${folder} asks for the other packages at the version they have`, () => {
      const versions = new Map(packages().map((other) => [other.manifest.name, other.manifest.version]));
      const wrong = Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies }).filter(
        ([name, range]) => versions.has(name) && range !== `^${versions.get(name)}`,
      );
      expect(wrong).to.deep.equal([]);
    });

    it(`${folder} names the repository, its folder there, its page and where to report a bug`, () => {
      const { homepage, bugs, repository } = manifest;
      const directory = `packages/${folder}`;
      expect({ homepage, bugs, repository }).to.deep.equal({
        homepage: `${repositoryUrl}/tree/main/${directory}#readme`,
        bugs: `${repositoryUrl}/issues`,
        repository: { type: 'git', url: `git+${repositoryUrl}.git`, directory },
      });
    });

    // The package `halyard` has nothing to build.
    if (folder !== 'halyard') {
      it(`${folder} is built after what it depends on`, () => {
        const needed = [...dependencies, ...peers].filter((name) => name.startsWith('@halyard/'));
        expect(references('packages', folder, 'tsconfig.json')).to.have.members(
          needed.map((name) => name.replace('@halyard/', '../')),
        );
      });
    }
  }
});
