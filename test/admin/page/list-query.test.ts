import type { FlagDefinition } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  listedFlags,
  type ListQuery,
  ORDERS,
  readListQuery,
  tagsOf,
  writeListQuery,
} from '../../../packages/admin/page/list/list-query.js';
import type { FlagRecord } from '../../../packages/admin/page/records.js';

function record(name: string, definition: FlagDefinition = {}, more: Partial<FlagRecord> = {}): FlagRecord {
  const base = { name, stored: true, declared: false, version: '1', text: 'on' } as const;
  return { ...base, state: 'on', reach: 'everyone', definition, ...more };
}

const FLAGS = [
  record('beta', { owner: 'team-b', tags: ['x'], expires: '2027-01-31' }),
  record('alpha', { description: 'The one-page Checkout' }, { state: 'off' }),
  record(
    'gamma',
    { owner: 'team-a', tags: ['y', 'x'] },
    { state: 'conditional', stale: { reason: 'expired', since: 1 } },
  ),
  record('Delta', { expires: '2026-01-31' }, { problem: 'not understood' }),
];
const names = (query: Partial<ListQuery>): string =>
  listedFlags(FLAGS, { order: 'name', ...query })
    .map(({ name }) => name)
    .join();

describe('the list of flags', () => {
  it('has those whose name, description, owner or tags have every word', () => {
    expect(names({ search: 'checkout ONE' })).to.equal('alpha');
    expect(names({ search: 'team' })).to.equal('beta,gamma');
    expect(names({ search: 'y' })).to.equal('gamma');
    expect(names({ search: 'checkout two' })).to.equal('');
  });

  it('is filtered by state, tag, staleness and problem', () => {
    expect(names({ state: 'conditional' })).to.equal('gamma');
    expect(names({ tag: 'x' })).to.equal('beta,gamma');
    expect(names({ tag: 'x', stale: true })).to.equal('gamma');
    expect(names({ invalid: true })).to.equal('Delta');
  });

  it('is ordered as asked, those without coming last', () => {
    const ordered = Object.fromEntries(ORDERS.map((order) => [order, names({ order })]));
    expect(ordered).to.deep.equal({
      name: 'Delta,alpha,beta,gamma',
      'name-down': 'gamma,beta,alpha,Delta',
      state: 'Delta,beta,alpha,gamma',
      owner: 'gamma,beta,Delta,alpha',
      expires: 'Delta,beta,alpha,gamma',
    });
  });

  it('has the kill switches that are on first, in any order', () => {
    const definition = { kind: 'kill-switch' } as const;
    const flags = [...FLAGS, record('zeta', definition), record('omega', definition, { state: 'off' })];
    for (const order of ORDERS) expect(listedFlags(flags, { order })[0]?.name, order).to.equal('zeta');
  });

  it('offers every tag once', () => {
    expect(tagsOf(FLAGS)).to.deep.equal(['x', 'y']);
  });
});

describe('the query of the list in an address', () => {
  it('comes back as it was written', () => {
    const query: ListQuery = {
      search: 'a b',
      tag: 'x',
      state: 'off',
      stale: true,
      invalid: true,
      order: 'owner',
    };
    expect(readListQuery(writeListQuery(query))).to.deep.equal(query);
  });

  it('says nothing of what is as usual', () => {
    expect(writeListQuery({ search: '', order: 'name' })).to.deep.equal({});
  });

  it('is read past what is not known', () => {
    expect(readListQuery({ state: 'else', order: '__proto__', stale: 'maybe', more: '1' })).to.deep.equal({
      order: 'name',
    });
  });
});
