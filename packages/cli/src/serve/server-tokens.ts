import type { Access } from '@halyard/admin';
import { randomBytes } from 'node:crypto';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import type { Setting } from '../store/environment.js';

/** The tokens that a server accepts, each with its access. */
export interface ServerTokens {
  readonly tokens: Readonly<Record<string, Access>>;
  /** The new token, made because no given token may change flags. */
  readonly made?: string;
}

const ACCESS: ReadonlyMap<Setting, Access> = new Map([
  ['HALYARD_EVALUATE_TOKEN', { actor: 'evaluate token', read: false, write: false, evaluate: true }],
  ['HALYARD_READ_TOKEN', { actor: 'read token', read: true, write: false }],
  ['HALYARD_TOKEN', { actor: 'token', read: true, write: true }],
]);

/** The tokens in the environment, and a new token if none of them may change flags. Fails if two are the same. */
export function serverTokens(variable: (name: Setting) => string | undefined): ServerTokens {
  const made = variable('HALYARD_TOKEN') === undefined ? randomBytes(24).toString('base64url') : undefined;
  const owners = new Map<string, Setting>();
  for (const name of ACCESS.keys()) {
    const token = name === 'HALYARD_TOKEN' ? (variable(name) ?? made) : variable(name);
    if (token === undefined) continue;
    const owner = owners.get(token);
    if (owner !== undefined) {
      throw new CommandError(EXIT.usage, `${owner} and ${name} are the same: give each a token of its own`);
    }
    owners.set(token, name);
  }
  const tokens = Object.fromEntries([...owners].map(([token, name]) => [token, ACCESS.get(name)!]));
  return { tokens, ...(made === undefined ? {} : { made }) };
}
