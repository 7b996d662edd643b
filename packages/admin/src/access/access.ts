import { show } from '@halyard/core/store';

/** Who calls, and what they may do. */
export interface Access {
  /** Who, for the history: 1 to 256 characters without control characters. */
  readonly actor: string;
  /** Whether they may see the flags, their history and the status. */
  readonly read: boolean;
  /** Whether they may change flags. */
  readonly write: boolean;
  /** Whether they may ask for answers (OFREP), which shows no definition. @default the same as `read` */
  readonly evaluate?: boolean;
}

/**
 * Says who calls, or `undefined` for nobody that is known: the answer is then 401. `incoming` is the framework's own
 * request: Express's or Node's `request`, Koa's `ctx`, and `undefined` under `fetch`. What it throws answers 500.
 */
export type Authorize<Incoming> = (
  request: Request,
  incoming: Incoming,
) => Access | undefined | Promise<Access | undefined>;

/** Takes what `authorize` returned. Throws for anything but an {@link Access} or nothing, so that a mistake opens nothing. */
export function checkAccess(value: unknown): Access | undefined {
  if (value === undefined || value === null) return undefined;
  const { actor, read, write, evaluate } = value as Partial<Access>;
  if (typeof actor !== 'string' || actor === '' || actor.length > 256 || /\p{Cc}/u.test(actor)) {
    throw new TypeError(`authorize must return an actor of 1 to 256 characters, received ${show(actor)}`);
  }
  if (typeof read !== 'boolean' || typeof write !== 'boolean') {
    throw new TypeError(
      `authorize must return booleans for read and write, received ${show(read)}, ${show(write)}`,
    );
  }
  if (evaluate !== undefined && typeof evaluate !== 'boolean') {
    throw new TypeError(`authorize must return a boolean for evaluate, received ${show(evaluate)}`);
  }
  return { actor, read, write, evaluate: evaluate ?? read };
}
