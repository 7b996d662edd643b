import { type FlagQuery, selectFlags } from '../../src/flags/flag-query.js';
import { FLAG_STATES, isOutage } from '../../src/flags/flag-state.js';
import type { FlagRecord } from '../records.js';
import type { Query } from '../routing/route.js';

/** The possible orders of a list. */
export const ORDERS = ['name', 'name-down', 'state', 'owner', 'expires'] as const;

/** The order of a list. */
export type Order = (typeof ORDERS)[number];

/** The filters and the order of a list. */
export interface ListQuery extends FlagQuery {
  readonly order: Order;
}

/** Reads the query from an address. Ignores unknown parts. */
export function readListQuery(query: Query): ListQuery {
  const { search, tag, stale, invalid } = query;
  const state = FLAG_STATES.find((each) => each === query['state']);
  return {
    ...(search === undefined ? {} : { search }),
    ...(tag === undefined ? {} : { tag }),
    ...(state === undefined ? {} : { state }),
    ...(stale === 'true' ? { stale: true } : {}),
    ...(invalid === 'true' ? { invalid: true } : {}),
    order: ORDERS.find((each) => each === query['order']) ?? 'name',
  };
}

/** Writes the query for an address. */
export function writeListQuery({ search, tag, state, stale, invalid, order }: ListQuery): Query {
  return {
    ...(search ? { search } : {}),
    ...(state === undefined ? {} : { state }),
    ...(tag === undefined ? {} : { tag }),
    ...(stale === true ? { stale: 'true' } : {}),
    ...(invalid === true ? { invalid: 'true' } : {}),
    ...(order === 'name' ? {} : { order }),
  };
}

/** The flags that match, in order; first those that are an outage now. The API's own search decides what matches. */
export function listedFlags(records: readonly FlagRecord[], { order, ...query }: ListQuery): FlagRecord[] {
  const compare = COMPARE[order];
  return selectFlags(records, query).sort(
    (a, b) => Number(isOutage(b)) - Number(isOutage(a)) || compare(a, b),
  );
}

/** All tags in use, by name. */
export function tagsOf(records: readonly FlagRecord[]): string[] {
  return [...new Set(records.flatMap(({ definition }) => definition?.tags ?? []))].sort(compareText);
}

type Compare = (a: FlagRecord, b: FlagRecord) => number;

const byName: Compare = (a, b) => compareText(a.name, b.name);

const COMPARE: Readonly<Record<Order, Compare>> = {
  name: byName,
  'name-down': (a, b) => byName(b, a),
  state: (a, b) => FLAG_STATES.indexOf(a.state) - FLAG_STATES.indexOf(b.state) || byName(a, b),
  owner: (a, b) => compareLast(a.definition?.owner, b.definition?.owner) || byName(a, b),
  expires: (a, b) => compareLast(a.definition?.expires, b.definition?.expires) || byName(a, b),
};

// By code unit, like the API, and much faster than a collator for thousands of names.
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Flags without a value come last. */
function compareLast(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compareText(a, b);
}
