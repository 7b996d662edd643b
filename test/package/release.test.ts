import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { packages, repositoryFiles, root } from '../architecture/workspace.js';
import { writeBillOfMaterials } from '../../scripts/release/bill-of-materials.mjs';
import { manifestIn } from './installed-packages.js';

const run = promisify(execFile);

// What a release reads and writes.
const FILES =
  /^(?:[\w.-]+|scripts\/.+|packages\/[^/]+\/[^/]+|packages\/cli\/src\/version\.ts|examples\/[^/]+\/package\.json)$/;

const HERE = manifestIn(root).version;
const NEXT = '77.0.0';

/** What a run of `scripts/release.mjs` printed, and how it ended. */
interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with what a release reads and writes, in one commit. What takes long, checks and build, does nothing. */
function makeOrigin(): string {
  const folder = mkdtempSync(join(tmpdir(), 'halyard-release-test-'));
  for (const path of repositoryFiles().filter((file) => FILES.test(file))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  manifest.scripts['ci'] = 'node --eval "console.log(\'everything is checked\')"';
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'scripts/build.mjs'), '');
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('-c', 'user.name=A test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message=Start');
  return folder;
}

/** A clone of the origin. */
class Clone {
  readonly folder = mkdtempSync(join(tmpdir(), 'halyard-release-test-'));

  constructor(origin: string) {
    this.git('clone', '--quiet', origin, '.');
    this.git('config', 'user.name', 'A test');
    this.git('config', 'user.email', 'test@example.com');
    mkdirSync(join(this.folder, 'node_modules'));
    symlinkSync(join(root, 'node_modules/semver'), join(this.folder, 'node_modules/semver'));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8' });
  }

  commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', `--message=${message}`);
  }

  async release(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return run(process.execPath, [join(this.folder, 'scripts/release.mjs'), ...args], {
      env: { ...process.env, ...env },
    }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: Ended) => error,
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** The package.json of each package that is published. */
function manifests(): string[] {
  return repositoryFiles().filter((path) => /^packages\/[^/]+\/package\.json$/.test(path));
}

/** That all packages are there, each after those that it needs. */
function expectOrder(names: readonly string[]): void {
  expect(names).to.have.members(packages().map(({ manifest }) => manifest.name));
  for (const { manifest } of packages()) {
    const needed = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    for (const name of needed.filter((other) => names.includes(other))) {
      expect(names.indexOf(name), `${name} before ${manifest.name}`).to.be.below(
        names.indexOf(manifest.name),
      );
    }
  }
}

describe('scripts/release.mjs', function () {
  this.timeout(30_000);
  let origin: string;
  let clone: Clone;

  before(() => {
    origin = makeOrigin();
  });

  after(() => rmSync(origin, { recursive: true }));

  beforeEach(() => {
    clone = new Clone(origin);
  });

  afterEach(() => clone.remove());

  /** That the script refuses, with this sentence first, and changes nothing. */
  async function refuses(args: readonly string[], sentence: string): Promise<void> {
    const before = clone.git('status', '--porcelain');
    const { code, stderr } = await clone.release(args);
    expect({ code, sentence: stderr.split('\n')[0] }).to.deep.equal({
      code: 1,
      sentence: `release: ${sentence}`,
    });
    expect(clone.git('status', '--porcelain')).to.equal(before);
  }

  it('says with --help what it does', async () => {
    const { code, stdout } = await clone.release(['--help']);
    expect(code).to.equal(0);
    expect(stdout).to.match(/^Usage: node scripts\/release\.mjs <version> \[--dry-run\]\n/);
    for (const option of ['--publish', '--dry-run', '--help']) expect(stdout).to.include(`\n  ${option} `);
  });

  it('does all of it in a copy on a dry run, and says what it would do', async () => {
    const { code, stdout, stderr } = await clone.release([NEXT, '--dry-run']);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(stdout)
      .to.include('everything is checked')
      .and.include(`would commit "Halyard ${NEXT}" and tag it v${NEXT}:`)
      .and.match(/^ CHANGELOG\.md +\| /m);
    const published = Array.from(
      stdout.matchAll(/^would publish (\S+) 77\.0\.0 as "latest"$/gm),
      ([, name]) => name!,
    );
    expectOrder(published);
    expect(clone.git('status', '--porcelain') + clone.git('tag')).to.equal('');
    expect(clone.git('log', '--format=%s')).to.equal('Start\n');
  });

  it('gives every package the version, moves the changes, commits and tags', async () => {
    const [, changes] = clone.read('CHANGELOG.md').split('## Unreleased\n');
    const { code, stdout, stderr } = await clone.release([NEXT]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(stdout).to.include('everything is checked');

    expect(clone.git('status', '--porcelain')).to.equal('');
    expect(clone.git('log', '--format=%s')).to.equal(`Halyard ${NEXT}\nStart\n`);
    expect(clone.git('tag', '--points-at=HEAD')).to.equal(`v${NEXT}\n`);
    const today = new Date().toISOString().slice(0, 10);
    expect(clone.read('CHANGELOG.md')).to.include(`## Unreleased\n\n## ${NEXT} - ${today}\n${changes!}`);
    // Nothing of ours has the old version any more.
    expect(clone.read('packages/cli/src/version.ts')).to.include(`'${NEXT}'`);
    const old = new RegExp(`"version": "${HERE}"|"@halyard/\\w+": "\\^${HERE}"`.replaceAll('.', '\\.'));
    const ours = repositoryFiles().filter((path) =>
      /^(?:(?:packages|examples)\/[^/]+\/)?package\.json$/.test(path),
    );
    expect(ours.filter((path) => old.test(clone.read(path)))).to.deep.equal([]);
    const lock = JSON.parse(clone.read('package-lock.json')) as { packages: Record<string, object> };
    for (const path of ours) {
      expect(lock.packages[dirname(path) === '.' ? '' : dirname(path)], path).to.deep.include({
        version: NEXT,
      });
    }
  });

  it('commits nothing when a check fails, and says how to take the changes back', async () => {
    const manifest = clone.read('package.json').replace('everything is checked', "'+oops+'");
    clone.write('package.json', manifest);
    clone.commit('A check that fails');
    const { code, stderr } = await clone.release([NEXT]);
    expect(code).to.equal(1);
    expect(stderr)
      .to.include('release: "npm run ci" failed; its own message is above\n')
      .and.include('Nothing was committed; "git restore ." takes the changes back\n');
    expect(clone.git('tag')).to.equal('');
    clone.git('restore', '.');
    expect(clone.git('status', '--porcelain')).to.equal('');
  });

  it('refuses what is not a version, and a lower one', async () => {
    for (const version of ['1.2', 'v1.0.0', 'latest']) {
      const sentence = `"${version}" is not a version: write three numbers, as in 0.2.0 or 1.0.0-rc.1`;
      await refuses([version], sentence);
    }
    await refuses(['0.0.1'], `0.0.1 is lower than ${HERE}, the version of package.json`);
  });

  it('refuses to guess', async () => {
    const sentence = 'give one version, as in "release.mjs 0.2.0", or --publish; --help says more';
    for (const args of [[], [NEXT, NEXT], ['--publish', NEXT]]) await refuses(args, sentence);
  });

  it('refuses a tag that exists', async () => {
    clone.git('tag', `v${NEXT}`);
    await refuses(
      [NEXT],
      `the tag v${NEXT} exists: choose another version, or remove a tag that was never pushed with ` +
        `"git tag --delete v${NEXT}"`,
    );
  });

  it('refuses a working tree with changes, and lists them', async () => {
    clone.write('notes.txt', 'remember');
    await refuses([NEXT, '--dry-run'], 'the working tree has changes; commit or stash them first:');
    expect((await clone.release([NEXT])).stderr).to.include('?? notes.txt');
  });

  it('refuses a changelog without unreleased changes', async () => {
    clone.write(
      'CHANGELOG.md',
      '# Changelog\n\n## Unreleased\n\n### Added\n\n## 0.0.1 - 2026-01-01\n\n- All\n',
    );
    clone.commit('No changes');
    await refuses([NEXT], 'CHANGELOG.md has nothing under "## Unreleased": say there what has changed');
    clone.write('CHANGELOG.md', '# Changelog\n');
    clone.commit('No heading');
    await refuses([NEXT], 'CHANGELOG.md has no heading "## Unreleased": add it, with the changes below it');
  });

  describe('--publish', () => {
    let env: NodeJS.ProcessEnv;

    // Nothing is packed, and `npm` is a program that publishes nothing and has heard of one version of @halyard/core.
    beforeEach(() => {
      clone.write('scripts/pack.mjs', '');
      clone.commit('Pack nothing');
      const bin = join(clone.folder, 'node_modules/.bin');
      mkdirSync(bin);
      const fake = [
        '#!/bin/sh',
        'case "$1 $2" in',
        `"view @halyard/core@${HERE}") echo ${HERE};;`,
        'view*) exit 1;;',
        `sbom*) printf '{"metadata":{"component":{}},"dependencies":[],"components":[{"bom-ref":"%s@%s"}]}' "\${5#--workspace=}" "$(node -p 'require("./package.json").version')";;`,
        `publish*) shift; echo "$@" >> '${join(clone.folder, 'node_modules/published')}';;`,
        'esac',
      ];
      writeFileSync(join(bin, 'npm'), fake.join('\n'));
      chmodSync(join(bin, 'npm'), 0o755);
      env = { PATH: `${bin}${delimiter}${process.env['PATH']}` };
    });

    /** What `npm publish` was called with, in order, without the folder of the tarball. */
    function published(): string[] {
      if (!existsSync(join(clone.folder, 'node_modules/published'))) return [];
      const calls = clone.read('node_modules/published').trim().split('\n');
      return calls.map((call) => call.replace(/^\S+\/(\S+\.tgz)/, '$1'));
    }

    it('publishes the tagged commit with provenance, but not what is published already', async () => {
      clone.git('tag', `v${HERE}`);
      const { code, stdout } = await clone.release(['--publish'], env);
      expect(code).to.equal(0);
      expect(stdout).to.include(`@halyard/core ${HERE} is published already\n`);
      expect(published()).to.include(`halyard-cli-${HERE}.tgz --provenance --access=public --tag=latest`);
      const names = published().map((call) => call.slice(0, call.indexOf(`-${HERE}.tgz`)));
      expectOrder(['@halyard/core', ...names.map((name) => name.replace('halyard-', '@halyard/'))]);
    });

    it('writes a bill of materials for each package', async () => {
      clone.git('tag', `v${HERE}`);
      await clone.release(['--publish'], env);
      const bills = readdirSync(join(clone.folder, 'dist/sbom'));
      expect(bills).to.have.length(manifests().length).and.include(`halyard-core-${HERE}.cdx.json`);
    });

    it('publishes a pre-release as "next"', async () => {
      for (const path of [...manifests(), 'package.json']) {
        clone.write(path, clone.read(path).replace(`"${HERE}"`, '"77.0.0-rc.1"'));
      }
      clone.commit('A pre-release');
      clone.git('tag', 'v77.0.0-rc.1');
      expect((await clone.release(['--publish'], env)).code).to.equal(0);
      expect(published()).to.have.length(manifests().length);
      for (const call of published()) expect(call).to.match(/-77\.0\.0-rc\.1\.tgz .* --tag=next$/);
    });

    it('publishes nothing on a dry run', async () => {
      clone.git('tag', `v${HERE}`);
      const { stdout } = await clone.release(['--publish', '--dry-run'], env);
      expect(stdout).to.include(`would publish halyard ${HERE} as "latest"\n`);
      expect(published()).to.deep.equal([]);
    });

    it('refuses a commit without the tag of its version', async () => {
      const sentence = `the last commit does not have the tag v${HERE}: check out the commit that has it`;
      await refuses(['--publish'], sentence);
    });
  });
});

describe('The bill of materials of a package', () => {
  it('has what the build bundles, and what is installed with the package', () => {
    const folder = mkdtempSync(join(tmpdir(), 'halyard-bill-'));
    try {
      const billOf = (name: string): { about: string; parts: string[] } => {
        const file = writeBillOfMaterials(root, { name, version: HERE }, folder);
        const { metadata, components } = JSON.parse(readFileSync(file, 'utf8')) as {
          metadata: { component: { purl: string } };
          components: { name: string }[];
        };
        return { about: metadata.component.purl, parts: components.map((each) => each.name) };
      };
      const core = billOf('@halyard/core');
      expect(core.about).to.equal(`pkg:npm/%40halyard/core@${HERE}`);
      expect(core.parts).to.include('re2js').and.not.include('core');
      expect(billOf('@halyard/file').parts).to.include('yaml').and.include('core');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
