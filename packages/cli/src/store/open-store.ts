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
import { type StoreChoice, whereIs } from './store-choice.js';

/** What a server needs besides, because it outlives trouble with its store. */
export interface ServerSettings {
  /** Where to report trouble. @default nowhere: commands report it themselves */
  readonly logger?: Logger;
  /** The file for the last known flags. @default none */
  readonly persist?: string;
}

/** Opens the flags. Resolves after the first attempt to read them, whether it succeeded or not. */
export async function openStore(
  choice: StoreChoice,
  { logger, persist }: ServerSettings = {},
): Promise<FeatureFlags> {
  const followed = await backendOf(choice);
  const store = persist === undefined ? followed : persistent(followed, persist);
  const { forcePrefix } = choice;
  const backend =
    forcePrefix === undefined
      ? store
      : new CompositeBackend([new EnvBackend({ prefix: forcePrefix }), store]);
  await backend.open();
  return FeatureFlags.open(backend, { startTimeoutMs: 1, logger: logger ?? false });
}

/** Whether the flags are in a file that does not exist. The first write creates it. */
export function isMissing(choice: StoreChoice): boolean {
  return choice.kind === 'file' && !existsSync(choice.path);
}

/** Fails if the flags are in a file that does not exist: its path is probably misspelt. */
export function assertExists(choice: StoreChoice): void {
  if (!isMissing(choice)) return;
  const how = 'check --file; "halyard set" creates it with the first flag';
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
  if (choice.kind === 'sql') return why;
  const needed = choice.kind === 'remote' ? 'the URL and the token are' : 'the URL is';
  return `${why}. Check that it is running and that ${needed} right`;
}

/** The layer that was never read, if there is one: the store, even if the environment answers first. */
export function failedLayer(status: BackendStatus): BackendStatus | undefined {
  return (status.layers ?? [status]).find(({ state }) => state === 'failed');
}

async function backendOf(choice: StoreChoice): Promise<Backend> {
  if (choice.kind === 'file') return new FileBackend(choice.path);
  // A client is loaded only if it is used.
  if (choice.kind === 'sql') {
    const { SqlBackend } = await import('@halyard/sql');
    return new SqlBackend(choice.url, { table: choice.table });
  }
  if (choice.kind === 'remote') {
    const { url, token } = choice;
    const { RemoteBackend } = await import('@halyard/stores/remote');
    return new RemoteBackend(url.href, token === undefined ? {} : { token });
  }
  const [{ createClient }, { RedisBackend }] = await Promise.all([import('redis'), import('@halyard/redis')]);
  return new RedisBackend(createClient({ url: choice.url.href }), { key: choice.key });
}
