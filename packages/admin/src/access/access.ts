import { show } from '@halyard/core/store';

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
  /** Whether the caller may read the metrics. @default the same as `read` */
  readonly metrics?: boolean;
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
  const { actor, read, write, evaluate, metrics } = value as Partial<Access>;
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
  return { actor, read, write, evaluate: evaluate ?? read, metrics: metrics ?? read };
}
