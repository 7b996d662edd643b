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
  record('beta', { owner: 'team-b', tags: ['x'], expires: '2027-01-31' }, { updatedAt: 1 }),
  record('alpha', { description: 'The one-page Checkout' }, { state: 'off' }),
  record(
    'gamma',
    { owner: 'team-a', tags: ['y', 'x'] },
    { state: 'conditional', stale: { reason: 'expired', since: 1 }, updatedAt: 2 },
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
      name: 'alpha,beta,Delta,gamma',
      'name-down': 'gamma,Delta,beta,alpha',
      state: 'beta,Delta,alpha,gamma',
      owner: 'gamma,beta,alpha,Delta',
      expires: 'Delta,beta,alpha,gamma',
      changed: 'gamma,beta,alpha,Delta',
      used: 'alpha,beta,Delta,gamma',
    });
  });

  it('has names as people sort them', () => {
    const flags = ['step_10', 'step_2', 'Step_3', 'step_02b', 'steps', 'step'].map((name) => record(name));
    const sorted = listedFlags(flags, { order: 'name' }).map(({ name }) => name);
    expect(sorted).to.deep.equal(['step', 'step_2', 'step_02b', 'Step_3', 'step_10', 'steps']);
  });

  it('has the flags first that were not used for the longest time', () => {
    const use = (lastUsed: number) => ({ lastUsed, evaluations: 0, processes: 0 });
    const flags = new Map([
      ['alpha', use(3)],
      ['Delta', use(1)],
      ['gamma', use(2)],
    ]);
    const sorted = listedFlags(FLAGS, { order: 'used' }, { flags });
    expect(sorted.map(({ name }) => name).join()).to.equal('beta,Delta,gamma,alpha');
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
