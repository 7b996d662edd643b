import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { redisUrl, rejectTable, storeAt } from './store-at-url.js';
import type { StoreChoice, StoreOptions, Variable } from './store-choice.js';

/**
 * `--file`, else `--url`, else `HALYARD_URL`, else `REDIS_URL`, each of which is read only then. Fails if none is given; the
 * message says what to set.
 */
export function chooseStore(options: StoreOptions, variable: Variable): StoreChoice {
  const { file, url } = options;
  if (file !== undefined) return forced(storeInFile(file, options), options);
  const ownUrl = url ?? variable('HALYARD_URL');
  if (ownUrl === undefined) return forced(storeInRedis(options, variable), options);
  const source = url === undefined ? 'HALYARD_URL' : '--url';
  return forced(storeAt({ text: ownUrl, source, token: 'HALYARD_TOKEN' }, options, variable), options);
}

/**
 * The store of a server: `--upstream`, else that of any command, but no API: `HALYARD_TOKEN` is for the callers of a server, not
 * for its store.
 */
export function chooseServedStore(
  options: StoreOptions & { readonly upstream?: string },
  variable: Variable,
): StoreChoice {
  const { upstream, file, url } = options;
  if (upstream === undefined) {
    const choice = chooseStore(options, (name) => (name === 'HALYARD_TOKEN' ? undefined : variable(name)));
    if (choice.kind !== 'remote') return choice;
    throw new CommandError(
      EXIT.usage,
      'a server follows an API with --upstream, not with --url or HALYARD_URL',
    );
  }
  if (file !== undefined || url !== undefined) {
    const other = file === undefined ? '--url' : '--file';
    throw new CommandError(
      EXIT.usage,
      `--upstream says where the flags are: pass either ${other} or --upstream`,
    );
  }
  const named = { text: upstream, source: '--upstream', token: 'HALYARD_UPSTREAM_TOKEN' } as const;
  return forced(storeAt(named, options, variable), options);
}

function forced(choice: StoreChoice, { forcePrefix }: StoreOptions): StoreChoice {
  return forcePrefix === undefined ? choice : { ...choice, forcePrefix };
}

function storeInFile(path: string, { url, key, table }: StoreOptions): StoreChoice {
  if (url !== undefined) throw new CommandError(EXIT.usage, 'pass either --file or --url');
  rejectTable(table);
  if (key === undefined) return { kind: 'file', path };
  throw new CommandError(EXIT.usage, '--key names a hash in Redis: pass either --file or --key');
}

function storeInRedis({ key, table }: StoreOptions, variable: Variable): StoreChoice {
  rejectTable(table);
  const redis = variable('REDIS_URL');
  if (redis === undefined) {
    const how =
      'set REDIS_URL=redis://host:6379 (in the environment or in .env), or pass --file flags.json or --url';
    throw new CommandError(EXIT.usage, `no store given: ${how}`);
  }
  return { kind: 'redis', url: redisUrl(redis, 'REDIS_URL'), key: key ?? 'feature_flags' };
}
