import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parseRoute, type Route, routeHash } from '../../../packages/admin/page/routing/route.js';

describe('an address of the page', () => {
  const places: readonly (readonly [hash: string, route: Route])[] = [
    ['#/flags', { view: 'flags', query: {} }],
    ['#/flags?search=a+b&tag=x%26y', { view: 'flags', query: { search: 'a b', tag: 'x&y' } }],
    ['#/flags/new_checkout', { view: 'flag', name: 'new_checkout', tab: 'edit' }],
    ['#/flags/a%2Fb%3Fc', { view: 'flag', name: 'a/b?c', tab: 'edit' }],
    ['#/flags/history/history', { view: 'flag', name: 'history', tab: 'history' }],
    ['#/new/beta?type=value', { view: 'new flag', name: 'beta', query: { type: 'value' } }],
    ['#/segments', { view: 'segments' }],
    ['#/segments/staff', { view: 'segment', name: 'staff' }],
    ['#/stale', { view: 'stale' }],
    ['#/changes', { view: 'changes' }],
    ['#/status', { view: 'status' }],
  ];
  for (const [hash, route] of places) {
    it(`${hash} names a place, and the place that address`, () => {
      expect(parseRoute(hash)).to.deep.equal(route);
      expect(routeHash(route)).to.equal(hash);
    });
  }

  it('that is empty names the list', () => {
    for (const hash of ['', '#', '#/']) expect(parseRoute(hash).view, hash).to.equal('flags');
  });

  it('that names nothing says so', () => {
    for (const hash of [
      '#/else',
      '#/flags/a/else',
      '#/flags/a/history/b',
      '#/flags/',
      '#/flags/%zz',
      '#/toString',
    ]) {
      expect(parseRoute(hash).view, hash).to.equal('nowhere');
    }
  });
});
