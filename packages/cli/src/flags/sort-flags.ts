import type { FlagRecord } from '@halyard/admin';

/** The orders of a list of flags. */
export const ORDERS = ['name', 'changed', 'state', 'kind', 'owner'] as const;

/** One of {@link ORDERS}. */
export type Order = (typeof ORDERS)[number];

/** What a list is sorted by. */
export interface Sortable {
  readonly record: FlagRecord;
  readonly outage: boolean;
  /** Time of the last change in milliseconds since the epoch, if it is known. */
  readonly changedAt?: number;
}

/** Outages first, then in this order: texts by code unit, without a text last; times from the newest on. Equal ones keep their order. */
export function sortFlags<Each extends Sortable>(flags: readonly Each[], order: Order): Each[] {
  return flags.toSorted((a, b) => Number(b.outage) - Number(a.outage) || compare(a, b, order));
}

function compare(a: Sortable, b: Sortable, order: Order): number {
  if (order === 'changed') return (b.changedAt ?? 0) - (a.changedAt ?? 0);
  const [first, second] = [textOf(a.record, order), textOf(b.record, order)];
  if (first === second) return 0;
  if (first === '' || second === '') return first === '' ? 1 : -1;
  return first < second ? -1 : 1;
}

function textOf(record: FlagRecord, order: Exclude<Order, 'changed'>): string {
  return (order === 'owner' ? record.definition?.owner : record[order]) ?? '';
}
