import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The repository's folder. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url));

// What an app that uses Halyard has of its own. No ioredis: whoever brings one client must not need the other.
const APP_PACKAGES = ['express', 'koa', 'redis', '@types/express', '@types/koa', '@types/node'];

let installed: Promise<string> | undefined;

/**
 * A folder outside the repository where every package of ours is installed from its tarball, beside what an app has of
 * its own. Made once for all tests, and gone when the process ends.
 */
export function installation(): Promise<string> {
  installed ??= install();
  return installed;
}

async function install(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'halyard-consumers-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { stdout } = await run(process.execPath, [join(root, 'scripts/pack.mjs'), join(folder, 'tarballs')]);
  const tarballs = stdout.trim().split('\n');
  const dependencies = Object.fromEntries([
    ...readdirSync(join(root, 'packages')).map((name) => {
      const tarball = tarballs.find((path) => path.includes(`halyard-${name}-`));
      return [`@halyard/${name}`, `file:${String(tarball)}`];
    }),
    ...APP_PACKAGES.map((name) => [name, versionHere(name)]),
  ]);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  // The versions are those of the lock file, so npm's cache has them already.
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
  return folder;
}

function versionHere(name: string): string {
  const manifest = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Copies a folder of `consumers/` into the installation as a project of this module type; resolves with its path. */
export async function consumer(source: string, type: 'module' | 'commonjs'): Promise<string> {
  const project = mkdtempSync(join(await installation(), `${source}-`));
  cpSync(fileURLToPath(new URL(`consumers/${source}`, import.meta.url)), project, { recursive: true });
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type }));
  return project;
}
