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
const APP_PACKAGES = [
  'express',
  'koa',
  'fastify',
  'hono',
  '@nestjs/common',
  '@nestjs/core',
  'reflect-metadata',
  'rxjs',
  'redis',
  '@types/express',
  '@types/koa',
  '@types/node',
];

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
  await run(process.execPath, [join(root, 'scripts/pack.mjs'), join(folder, 'tarballs')]);
  const dependencies = Object.fromEntries([
    ...readdirSync(join(root, 'packages')).map((packageFolder) => {
      const { name, version } = manifestIn(join(root, 'packages', packageFolder));
      const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
      return [name, `file:${join(folder, 'tarballs', file)}`];
    }),
    ...APP_PACKAGES.map((name) => [name, manifestIn(join(root, 'node_modules', name)).version]),
  ]);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  // The versions are those of the lock file, so npm's cache has them already.
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
  return folder;
}

/** The name and the version of the package in a folder. */
export function manifestIn(folder: string): { readonly name: string; readonly version: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; version: string };
}

/** Copies a folder of `consumers/` into the installation as a project of this module type; resolves with its path. */
export async function consumer(source: string, type: 'module' | 'commonjs'): Promise<string> {
  const project = mkdtempSync(join(await installation(), `${source}-`));
  cpSync(fileURLToPath(new URL(`consumers/${source}`, import.meta.url)), project, { recursive: true });
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type }));
  return project;
}
