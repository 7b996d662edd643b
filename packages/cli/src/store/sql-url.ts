/** The dialects by the protocols of their URLs. */
export const SQL_DIALECTS: Readonly<Record<string, SqlDialect>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  mysql: 'mysql',
  mariadb: 'mysql',
  sqlite: 'sqlite',
};

export type SqlDialect = 'postgres' | 'mysql' | 'sqlite';

/** True for a URL that `@halyard/sql` takes. */
export function isSqlUrl(url: string): boolean {
  const protocol = url.slice(0, url.indexOf(':'));
  if (!Object.hasOwn(SQL_DIALECTS, protocol)) return false;
  return protocol === 'sqlite'
    ? url.length > 'sqlite:'.length
    : /^[a-z]+:\/\//.test(url) && URL.canParse(url);
}
