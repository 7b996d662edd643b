import { AsyncLocalStorage } from 'node:async_hooks';
import type { FlagName, FlagTypes, RegisteredFlags } from '../service/define-flags.js';
import type { FeatureFlags } from '../service/feature-flags.js';
import type { Override } from '../service/override.js';

/** What flags answer, by name: `true`, `false`, the name of a variant, or `{ value }`. */
export type FlagOverrides<Types extends FlagTypes = RegisteredFlags> = {
  readonly [Name in FlagName<Types>]?: Override | undefined;
};

/** A call of {@link withFlags} that has not ended. */
interface Call {
  /** The call of the same service that it is inside of. */
  readonly outer: Call | undefined;
  readonly restore: () => void;
  hasEnded: boolean;
}

/** The call of each service that code runs in. */
const enclosing = new AsyncLocalStorage<ReadonlyMap<object, Call>>();
/** The innermost call of each service. */
const innermost = new WeakMap<object, Call>();

/**
 * Runs `run` while these flags answer this, and returns what it returns. Afterwards, also if it throws or its promise
 * rejects, the overrides are as they were before. Calls may be inside each other. Throws `INVALID_OPTION` for an override
 * that the flag can't have, and an error if two calls for one service overlap.
 *
 * ```ts
 * await withFlags(flags, { new_checkout: true }, () => request(app).get('/checkout').expect(200));
 * ```
 */
export function withFlags<Result, Types extends FlagTypes = RegisteredFlags>(
  flags: FeatureFlags<Types>,
  overrides: FlagOverrides<NoInfer<Types>>,
  run: () => Result,
): Result {
  const call = begin(flags, overrides);
  let result: Result;
  try {
    result = enclosing.run(new Map([...(enclosing.getStore() ?? []), [flags, call]]), run);
  } catch (error) {
    end(flags, call);
    throw error;
  }
  if (isThenable(result)) return Promise.resolve(result).finally(() => end(flags, call)) as Result;
  end(flags, call);
  return result;
}

function begin<Types extends FlagTypes>(flags: FeatureFlags<Types>, overrides: FlagOverrides<Types>): Call {
  let outer = enclosing.getStore()?.get(flags);
  // Code that a call has started may go on after it.
  while (outer?.hasEnded) outer = outer.outer;
  if (innermost.get(flags) !== outer) {
    throw new Error('withFlags: another call for this service has not ended: await it first');
  }
  const call = { outer, restore: override(flags, overrides), hasEnded: false };
  innermost.set(flags, call);
  return call;
}

/** Ends a call, and those inside it. Throws if there are any: their overrides end too early. */
function end(flags: object, call: Call): void {
  if (call.hasEnded) return;
  const last = innermost.get(flags);
  for (let each = last; each !== call.outer && each !== undefined; each = each.outer) {
    each.restore();
    each.hasEnded = true;
  }
  if (call.outer === undefined) innermost.delete(flags);
  else innermost.set(flags, call.outer);
  if (last !== call) throw new Error('withFlags: a call inside this one has not ended: await it');
}

/** Overrides flags. Returns what restores them. */
function override<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  overrides: FlagOverrides<Types>,
): () => void {
  const before = new Map((flags.status().overrides ?? []).map((each) => [each.name, each]));
  const names: FlagName<Types>[] = [];
  const restore = (): void => {
    for (const name of names) {
      const earlier = before.get(flags.definition(name)?.name ?? name);
      if (earlier === undefined) {
        flags.clearOverride(name);
        continue;
      }
      const { override: value, since: _since, name: _name, problem: _problem, ...by } = earlier;
      flags.override(name, value, by);
    }
  };
  try {
    for (const [name, value] of Object.entries<Override | undefined>(overrides)) {
      if (value === undefined) continue;
      flags.override(name, value, { reason: 'withFlags' });
      names.push(name);
    }
  } catch (error) {
    restore();
    throw error;
  }
  return restore;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === 'function';
}
