import type { DialectName } from '@halyard/sql';

/** The dialects by the protocols of their URLs. */
const DIALECTS: Readonly<Record<string, DialectName>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  mysql: 'mysql',
  mariadb: 'mysql',
  sqlite: 'sqlite',
};

/** The dialect of a URL that `@halyard/sql` takes; `undefined` for any other URL. */
export function sqlDialect(url: string): DialectName | undefined {
  const protocol = url.slice(0, url.indexOf(':'));
  if (!Object.hasOwn(DIALECTS, protocol)) return undefined;
  const isComplete =
    protocol === 'sqlite' ? url.length > 'sqlite:'.length : /^[a-z]+:\/\//.test(url) && URL.canParse(url);
  return isComplete ? DIALECTS[protocol] : undefined;
}
