import type { Access } from '@halyard/admin';
import { randomBytes } from 'node:crypto';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import type { Setting } from '../store/environment.js';
import { isLoopback } from './loopback.js';
import { missingStrength } from './strong-token.js';

/** The tokens that a server accepts, each with its access. */
export interface ServerTokens {
  readonly tokens: Readonly<Record<string, Access>>;
  /** The new token, made because no given token may change flags. */
  readonly made?: string;
}

/** Where the server is, and whether its user sees a new token. */
export interface TokenOptions {
  readonly host: string;
  readonly isTerminal: boolean;
  /** The tags of the flags that the public token is for. */
  readonly publicTags: readonly string[];
}

const ACCESS: ReadonlyMap<Setting, Access> = new Map([
  ['HALYARD_METRICS_TOKEN', { actor: 'metrics token', read: false, write: false, metrics: true }],
  ['HALYARD_PUBLIC_TOKEN', { actor: 'public token', read: false, write: false, evaluate: true }],
  ['HALYARD_EVALUATE_TOKEN', { actor: 'evaluate token', read: false, write: false, evaluate: true }],
  ['HALYARD_READ_TOKEN', { actor: 'read token', read: true, write: false }],
  ['HALYARD_TOKEN', { actor: 'token', read: true, write: true }],
]);

const HOW = '"openssl rand -base64 24" makes one';

/**
 * The tokens in the environment and, on a terminal, a new token if none of them may change flags: what is printed elsewhere
 * is kept in a log. Fails if there is no token, if two are the same, or if others can guess one.
 */
export function serverTokens(
  variable: (name: Setting) => string | undefined,
  { host, isTerminal, publicTags }: TokenOptions,
): ServerTokens {
  const owners = new Map<string, Setting>();
  for (const name of ACCESS.keys()) {
    const token = variable(name);
    if (token === undefined) continue;
    const owner = owners.get(token);
    if (owner !== undefined) fail(`${owner} and ${name} are the same: give each a token of its own`);
    if (!/^[\x21-\x7e]{16,}$/.test(token)) {
      fail(`${name} must have at least 16 visible ASCII characters; ${HOW}`);
    }
    const missing = isLoopback(host) ? undefined : missingStrength(token);
    if (missing !== undefined) {
      fail(`${name} is too weak to listen on ${host}: it needs ${missing}; ${HOW}`);
    }
    owners.set(token, name);
  }
  const made = makesToken(variable, isTerminal) ? randomBytes(24).toString('base64url') : undefined;
  if (made !== undefined) owners.set(made, 'HALYARD_TOKEN');
  if (owners.size === 0) fail('set HALYARD_TOKEN: a new token is only printed on a terminal');
  const accessOf = (name: Setting): Access => {
    const access = ACCESS.get(name)!;
    return name === 'HALYARD_PUBLIC_TOKEN' ? { ...access, flags: { tags: publicTags } } : access;
  };
  const tokens = Object.fromEntries([...owners].map(([token, name]) => [token, accessOf(name)]));
  return { tokens, ...(made === undefined ? {} : { made }) };
}

function makesToken(variable: (name: Setting) => string | undefined, isTerminal: boolean): boolean {
  return isTerminal && variable('HALYARD_TOKEN') === undefined;
}

function fail(sentence: string): never {
  throw new CommandError(EXIT.usage, sentence);
}
