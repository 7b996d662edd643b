import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { releasedChangelog } from './release/changelog.mjs';
import { checkTag, checkTree, checkVersion } from './release/checks.mjs';
import { output, run } from './release/commands.mjs';
import { publish } from './release/publish.mjs';
import { manifestIn, writeVersion } from './release/versions.mjs';

const HELP = `Usage: node scripts/release.mjs <version> [--dry-run]
       node scripts/release.mjs --publish [--dry-run]

With a version, such as 0.2.0:
  1. gives it to every package, and to the ranges in which they ask for each other,
  2. moves the unreleased changes of CHANGELOG.md under it and today's date,
  3. runs every check (npm run ci),
  4. commits, and tags the commit v0.2.0.
Push both with "git push --follow-tags"; the workflow "Release" then publishes.

Options:
  --publish  build the tagged commit, and publish each package after those that it
             needs, with provenance; those that are published already are left out;
             write a bill of materials for each into dist/sbom
  --dry-run  do the same in a temporary copy, and build and pack, but commit, tag and
             publish nothing; print what would be done
  --help     print this help`;

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  main(parseArguments());
} catch (error) {
  console.error(`release: ${error.message}`);
  process.exitCode = 1;
}

function parseArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      publish: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return { ...values, dryRun: values['dry-run'], versions: positionals };
}

function main({ help, publish: publishes, dryRun, versions }) {
  if (help) return console.log(HELP);
  if (versions.length !== (publishes ? 0 : 1)) {
    throw new Error('give one version, as in "release.mjs 0.2.0", or --publish; --help says more');
  }
  checkTree(output(root, 'git', 'status', '--porcelain'));
  return publishes ? publishHead({ dryRun }) : prepare(versions[0], { dryRun });
}

function publishHead({ dryRun }) {
  const tag = `v${manifestIn(root).version}`;
  if (!output(root, 'git', 'tag', '--points-at=HEAD').split('\n').includes(tag)) {
    throw new Error(`the last commit does not have the tag ${tag}: check out the commit that has it`);
  }
  publish(root, { dryRun });
}

function prepare(version, { dryRun }) {
  const tag = `v${version}`;
  checkVersion(version, manifestIn(root).version);
  checkTag(tag, output(root, 'git', 'tag').split('\n'));
  const today = new Date().toISOString().slice(0, 10);
  const changelog = releasedChangelog(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version, today);
  if (dryRun) rehearse({ version, tag, changelog });
  else commit({ version, tag, changelog });
}

function rehearse({ version, tag, changelog }) {
  const copy = mkdtempSync(join(tmpdir(), 'halyard-release-'));
  try {
    run(root, 'git', 'clone', '--quiet', root, copy);
    writeRelease(copy, version, changelog);
    run(copy, 'npm', 'run', 'ci');
    console.log(`would commit "Halyard ${version}" and tag it ${tag}:`);
    console.log(output(copy, 'git', 'diff', '--stat'));
    publish(copy, { dryRun: true });
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function commit({ version, tag, changelog }) {
  try {
    writeRelease(root, version, changelog);
    run(root, 'npm', 'run', 'ci');
  } catch (error) {
    throw new Error(`${error.message}\nNothing was committed; "git restore ." takes the changes back`, {
      cause: error,
    });
  }
  run(root, 'git', 'commit', '--quiet', '--all', `--message=Halyard ${version}`);
  run(root, 'git', 'tag', '--annotate', tag, `--message=Halyard ${version}`);
  console.log(`committed and tagged ${tag}; "git push --follow-tags" publishes it`);
}

function writeRelease(folder, version, changelog) {
  writeFileSync(join(folder, 'CHANGELOG.md'), changelog);
  writeVersion(folder, version);
  run(folder, 'npm', 'install', '--package-lock-only', '--ignore-scripts', '--offline', '--loglevel=error');
}
