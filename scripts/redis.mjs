// The tests start, kill and restart Redis servers of their own and flip flags with the command line client, so they
// need the programs, not a running server.
import { installPackage, succeeds } from './system-package.mjs';

const { REDIS_SERVER, REDIS_CLI } = process.env;
const SERVERS = REDIS_SERVER ? [REDIS_SERVER] : ['redis-server', 'valkey-server'];
const CLIENTS = REDIS_CLI ? [REDIS_CLI] : ['redis-cli', 'valkey-cli'];

/** Sees to it that a Redis or Valkey server and its client can be started; throws a sentence saying what to install. */
export function ensureRedis() {
  if (missing() !== undefined && !REDIS_SERVER && !REDIS_CLI) installPackage('redis-server');
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
