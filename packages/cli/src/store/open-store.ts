import {
  type Backend,
  type BackendStatus,
  CompositeBackend,
  EnvBackend,
  FeatureFlags,
  type Logger,
  persistent,
} from '@halyard/core';
import { FileBackend } from '@halyard/file';
import { existsSync } from 'node:fs';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { makeS3Client } from './s3-client.js';
import { type StoreChoice, whereIs } from './store-choice.js';

/** What a server needs besides, because it outlives trouble with its store. */
export interface ServerSettings {
  /** Where to report trouble. @default nowhere: commands report it themselves */
  readonly logger?: Logger;
  /** The file for the last known flags. @default none */
  readonly persist?: string;
  /** Whether to apply planned changes whose time has come. @default false: commands only look */
  readonly applyPlanned?: boolean;
}

/** Opens the flags. Resolves after the first attempt to read them, whether it succeeded or not. */
export async function openStore(
  choice: StoreChoice,
  { logger, persist, applyPlanned = false }: ServerSettings = {},
): Promise<FeatureFlags> {
  const followed = await backendOf(choice);
  const store = persist === undefined ? followed : persistent(followed, persist);
  const { forcePrefix } = choice;
  const backend =
    forcePrefix === undefined
      ? store
      : new CompositeBackend([new EnvBackend({ prefix: forcePrefix }), store]);
  await backend.open();
  return FeatureFlags.open(backend, { startTimeoutMs: 1, logger: logger ?? false, applyPlanned });
}

/** Whether the flags are in a file that does not exist. The first write creates it. */
export function isMissing(choice: StoreChoice): boolean {
  return choice.kind === 'file' && !existsSync(choice.path);
}

/** Fails if the flags are in a file that does not exist: its path is probably misspelt. */
export function assertExists(choice: StoreChoice): void {
  if (!isMissing(choice)) return;
  const how = 'check the path; "halyard set" creates it with the first flag';
  throw new CommandError(EXIT.unavailable, `${whereIs(choice)} does not exist yet: ${how}`);
}

/** Fails unless the flags were read. The message says what to do. */
export function assertRead(flags: FeatureFlags, choice: StoreChoice): void {
  const failed = failedLayer(flags.status());
  if (failed === undefined) return;
  const { reason = 'no answer' } = failed;
  throw new CommandError(EXIT.unavailable, whyUnread(choice, reason));
}

function whyUnread(choice: StoreChoice, reason: string): string {
  // A file's reason begins with its path.
  if (choice.kind === 'file') return reason;
  const why = `${whereIs(choice)}: ${reason}`;
  const hasAnswered = /\banswer(?:s|ed) /.test(reason);
  if (choice.kind === 'sql' || (choice.kind === 'redis' && hasAnswered)) return why;
  if (choice.kind === 's3') return `${why}. Check the URL, AWS_REGION and the credentials`;
  const takesToken = choice.kind !== 'redis' && choice.kind !== 'document';
  const needed = takesToken ? 'the URL and the token are' : 'the URL is';
  return `${why}. Check that ${hasAnswered ? '' : 'it is running and that '}${needed} right`;
}

/** The layer that was never read, if there is one: the store, even if the environment answers first. */
export function failedLayer(status: BackendStatus): BackendStatus | undefined {
  return (status.layers ?? [status]).find(({ state }) => state === 'failed');
}

async function backendOf(choice: StoreChoice): Promise<Backend> {
  // A client is loaded only if it is used.
  switch (choice.kind) {
    case 'file':
      return new FileBackend(choice.path);
    case 'sql': {
      const { SqlBackend } = await import('@halyard/sql');
      return new SqlBackend(choice.url, { table: choice.table });
    }
    case 'remote': {
      const { RemoteBackend } = await import('@halyard/stores/remote');
      return new RemoteBackend(choice.url.href, tokenOf(choice));
    }
    case 'document': {
      const { HttpBackend } = await import('@halyard/stores/http');
      return new HttpBackend(choice.url.href, bearer(choice));
    }
    case 'etcd': {
      const { EtcdBackend } = await import('@halyard/stores/etcd');
      return new EtcdBackend(choice.api, { prefix: choice.prefix, ...tokenOf(choice) });
    }
    case 'consul': {
      const { ConsulBackend } = await import('@halyard/stores/consul');
      return new ConsulBackend(choice.api, { prefix: choice.prefix, ...tokenOf(choice) });
    }
    case 's3': {
      const { S3Backend } = await import('@halyard/stores/s3');
      return new S3Backend(await makeS3Client(), choice.url);
    }
    default: {
      const [{ createClient }, { RedisBackend }] = await Promise.all([
        import('redis'),
        import('@halyard/redis'),
      ]);
      return new RedisBackend(createClient({ url: choice.url.href }), { key: choice.key });
    }
  }
}

interface WithToken {
  readonly token?: string;
}

function tokenOf({ token }: WithToken): WithToken {
  return token === undefined ? {} : { token };
}

function bearer({ token }: WithToken): { readonly headers?: Record<string, string> } {
  return token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } };
}
