import { isObject, show } from '@halyard/core/store';
import type { FlagLimit } from './flag-limit.js';

/** The caller and their permissions. */
export interface Access {
  /** The caller's name in the history: 1 to 256 characters without control characters. */
  readonly actor: string;
  /** Whether the caller may read the flags, their history and the status. */
  readonly read: boolean;
  /** Whether the caller may change flags. */
  readonly write: boolean;
  /** Whether the caller may evaluate flags (OFREP), without seeing definitions. @default the same as `read` */
  readonly evaluate?: boolean;
  /** Whether the caller may read the metrics. @default the same as `read`, false with `flags` */
  readonly metrics?: boolean;
  /**
   * The flags that the caller may see, for example `{ tags: ['public'] }` for browsers. Every other flag is answered like a
   * missing one. Not together with `write`. @default all flags
   */
  readonly flags?: FlagLimit;
}

/**
 * Returns the caller's access, or `undefined` for an unknown caller: the answer is then 401. `incoming` is the framework's
 * own request: the `request` of Express or Node, the `ctx` of Koa, or `undefined` with `fetch`. An error answers 500.
 */
export type Authorize<Incoming> = (
  request: Request,
  incoming: Incoming,
) => Access | undefined | Promise<Access | undefined>;

/** Checks the result of `authorize`. Throws for anything but an {@link Access} or nothing, so that a mistake grants nothing. */
export function checkAccess(value: unknown): Access | undefined {
  if (value === undefined || value === null) return undefined;
  const given = value as Partial<Access>;
  const { actor, read, write, evaluate, metrics } = given;
  if (typeof actor !== 'string' || actor === '' || actor.length > 256 || /\p{Cc}/u.test(actor)) {
    throw new TypeError(`authorize must return an actor of 1 to 256 characters, received ${show(actor)}`);
  }
  if (typeof read !== 'boolean' || typeof write !== 'boolean') {
    throw new TypeError(
      `authorize must return booleans for read and write, received ${show(read)}, ${show(write)}`,
    );
  }
  for (const [name, permission] of Object.entries({ evaluate, metrics })) {
    if (permission === undefined || typeof permission === 'boolean') continue;
    throw new TypeError(`authorize must return a boolean for ${name}, received ${show(permission)}`);
  }
  const access = { actor, read, write, evaluate: evaluate ?? read, metrics: metrics ?? read };
  // Also refused as `undefined`: a limit that could not be found must not show all flags.
  if (!('flags' in given)) return access;
  // Metrics name flags.
  return { ...access, metrics: metrics ?? false, flags: checkLimit(given.flags, write) };
}

function checkLimit(flags: unknown, write: boolean): FlagLimit {
  const { tags, ...others } = isObject(flags) ? flags : {};
  const isList = Array.isArray(tags) && tags.every((tag) => typeof tag === 'string');
  if (!isList || Object.keys(others).length > 0) {
    throw new TypeError(
      `authorize must return flags as { tags: ['public'] }, or without flags for all, received ${show(flags)}`,
    );
  }
  if (write) {
    throw new TypeError('authorize must not return flags with write: who may write may see all flags');
  }
  return { tags };
}
