// The tests start, kill and restart database servers of their own, so they need the programs, not running servers.
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installPackage } from './system-package.mjs';

const DEBIAN = '/usr/lib/postgresql';

/** Sees to it that PostgreSQL and MariaDB servers can be started; throws a sentence saying what to install. */
export function ensureSqlServers() {
  for (const [program, debianPackage, title] of [
    ['initdb', 'postgresql', 'PostgreSQL'],
    ['mariadbd', 'mariadb-server', 'MariaDB'],
  ]) {
    if (!isThere(program)) installPackage(debianPackage);
    if (isThere(program)) continue;
    throw new Error(
      `the tests of @halyard/sql need ${title}, and ${program} was not found. Install it with \`apt-get install ` +
        `${debianPackage}\` (Debian, Ubuntu) or put the folder of its server programs on the path.`,
    );
  }
}

/** Debian keeps the server programs of PostgreSQL off the path. */
function isThere(program) {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const folders = versions.map((version) => join(DEBIAN, version, 'bin'));
  const path = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return [...folders, ...path].some((folder) => existsSync(join(folder, program)));
}
