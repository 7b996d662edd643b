// What a fresh clone lacks: `node scripts/setup.mjs [--redis] [--sql] [--etcd] [--ceph] [--chromium] [--prometheus]` installs the
// dependencies when they are missing or older than the lock file, bundles the web page when that is, and gets Redis, PostgreSQL
// with MariaDB, etcd, Ceph, Chromium and Prometheus where asked. It runs before node_modules exists, so it imports nothing but
// Node's own modules.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureCeph } from './ceph.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensurePrometheus } from './prometheus.mjs';
import { ensureEtcd } from './etcd.mjs';
import { ensureRedis } from './redis.mjs';
import { ensureSqlServers } from './sql-servers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  requireNode(20, 19);
  ensureDependencies();
  buildPage();
  if (process.argv.includes('--redis')) ensureRedis();
  if (process.argv.includes('--sql')) ensureSqlServers();
  if (process.argv.includes('--etcd')) ensureEtcd();
  if (process.argv.includes('--ceph')) ensureCeph();
  if (process.argv.includes('--chromium')) ensureChromium();
  if (process.argv.includes('--prometheus')) ensurePrometheus();
} catch (error) {
  console.error(`setup: ${error.message}`);
  process.exitCode = 1;
}

function requireNode(major, minor) {
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  throw new Error(`Halyard needs Node.js ${major}.${minor} or later, this is ${process.versions.node}`);
}

function ensureDependencies() {
  const reason = whyInstall();
  if (reason === undefined) return;
  console.log(`setup: ${reason}, running npm ci`);
  const { status } = spawnSync('npm', ['ci'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm ci failed, its own message is above');
}

function buildPage() {
  const { status } = spawnSync(process.execPath, ['scripts/build-page.mjs', '--if-needed'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the web page could not be built, the message is above');
}

/** Why the dependencies need installing, or `undefined` when node_modules holds what the lock file says. */
function whyInstall() {
  const installed = new URL('../node_modules/.package-lock.json', import.meta.url);
  if (!existsSync(installed)) return 'node_modules is missing';
  const wanted = lockedPackages(new URL('../package-lock.json', import.meta.url));
  const present = lockedPackages(installed);
  for (const [path, { version, optional }] of Object.entries(wanted)) {
    // The root itself is never listed as installed, nor are other platforms' binaries.
    if (path === '' || (optional && present[path] === undefined)) continue;
    if (present[path] === undefined) return `${path} is missing`;
    if (present[path].version !== version) return `${path} is ${present[path].version}, not ${version}`;
  }
  return undefined;
}

function lockedPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
