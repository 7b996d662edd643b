// The tests start, kill and restart Redis servers of their own and flip flags with the command line client, so they
// need the programs, not a running server.
import { spawnSync } from 'node:child_process';

const { REDIS_SERVER, REDIS_CLI } = process.env;
const SERVERS = REDIS_SERVER ? [REDIS_SERVER] : ['redis-server', 'valkey-server'];
const CLIENTS = REDIS_CLI ? [REDIS_CLI] : ['redis-cli', 'valkey-cli'];

/** Sees to it that a Redis or Valkey server and its client can be started; throws a sentence saying what to install. */
export function ensureRedis() {
  if (missing() !== undefined && !REDIS_SERVER && !REDIS_CLI) install();
  const program = missing();
  if (program === undefined) return;
  throw new Error(
    `the tests need ${program}, and it can't be started. Install it with \`apt-get install redis-server\` (Debian, ` +
      'Ubuntu), `brew install redis` (macOS), `apk add redis` (Alpine) or `dnf install valkey` (Fedora), or set ' +
      'REDIS_SERVER and REDIS_CLI to the programs to use.',
  );
}

/** What is needed and can't be started. */
function missing() {
  return [SERVERS, CLIENTS]
    .find((names) => !names.some((name) => succeeds(name, ['--version'])))
    ?.join(' or ');
}

/** Installs Redis with apt-get, where that is there and asks no password. */
function install() {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const [program, ...apt] = [...sudo, 'apt-get'];
  if (!succeeds(program, [...apt, '--version'])) return;
  console.log('setup: redis-server is missing, installing it with apt-get');
  const packages = ['install', '--yes', '--no-install-recommends', 'redis-server'];
  if (succeeds(program, [...apt, ...packages])) return;
  // A fresh image knows no packages at all until it has read its lists.
  succeeds(program, [...apt, 'update'], 'inherit');
  succeeds(program, [...apt, ...packages], 'inherit');
}

function succeeds(program, args, stderr = 'ignore') {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: ['ignore', 'ignore', stderr], env }).status === 0;
}
