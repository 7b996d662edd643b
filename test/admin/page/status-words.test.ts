import type { BackendStatus } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  invalidSentence,
  layerSentence,
  overrideSentence,
  troubledLayers,
} from '../../../packages/admin/page/status/status-words.js';

const SINCE = new Date(2026, 10, 22, 12, 4).getTime();
const NOW = SINCE + 60_000;

function layer(name: string, more: Partial<BackendStatus> = {}): BackendStatus {
  return { name, state: 'live', since: SINCE, flags: 3, invalid: [], ...more };
}

describe('the state of a backend in words', () => {
  it('says what it means for the flags', () => {
    expect(layerSentence(layer('redis'), NOW)).to.equal('Live: changes arrive at once.');
    const reason = 'cannot reach Redis (ECONNREFUSED).';
    expect(layerSentence(layer('redis', { state: 'stale', reason }), NOW)).to.equal(
      'Stale since 12:04: cannot reach Redis (ECONNREFUSED). The 3 flags last known are served.',
    );
    expect(layerSentence(layer('redis', { state: 'failed' }), NOW)).to.equal(
      'Never read, since 12:04. It serves nothing until it is read.',
    );
    expect(layerSentence(layer('file', { state: 'polling' }), NOW)).to.equal(
      'Looks for changes at intervals since 12:04.',
    );
  });

  it('says what else does not work', () => {
    const problem = 'changes are not logged';
    expect(layerSentence(layer('redis', { problem }), NOW)).to.equal(
      'Live: changes arrive at once. Changes are not logged.',
    );
  });

  it('says the day of what is not of today', () => {
    const nextDay = NOW + 24 * 60 * 60 * 1000;
    expect(layerSentence(layer('redis', { state: 'polling' }), nextDay)).to.include('since 22 Nov, 12:04');
  });
});

describe('the layers in trouble', () => {
  it('are the innermost ones, copies among them', () => {
    const stale = layer('redis', { state: 'stale' });
    const failed = layer('file', { state: 'failed' });
    const composite = layer('composite', { state: 'stale', layers: [stale, layer('env')], copies: [failed] });
    expect(troubledLayers(composite)).to.deep.equal([stale, failed]);
    expect(troubledLayers(layer('memory'))).to.deep.equal([]);
    expect(troubledLayers(stale)).to.deep.equal([stale]);
  });
});

describe('a stored text that can not be used', () => {
  it('is shown with what answers instead', () => {
    const problem = 'rules[1].when: unknown operator';
    expect(invalidSentence({ name: 'a', problem, serving: 'previous' })).to.equal(
      'Rules[1].when: unknown operator; its last valid definition stays in force',
    );
    expect(invalidSentence({ name: 'a', problem: '"ture" counts as off', serving: 'off' })).to.equal(
      '"ture" counts as off',
    );
  });
});

describe('an override in words', () => {
  it('says what is answered since when, by whom and why', () => {
    const override = { name: 'beta', override: false, since: SINCE } as const;
    expect(overrideSentence(override, NOW)).to.equal('Off since 12:04.');
    expect(overrideSentence({ ...override, actor: 'ana', reason: 'incident 7.' }, NOW)).to.equal(
      'Off since 12:04 by ana: incident 7.',
    );
    expect(overrideSentence({ ...override, override: { value: 10 } }, NOW)).to.equal('10 since 12:04.');
  });

  it('says why it has no effect', () => {
    const override = { name: 'beta', override: 'wide', since: SINCE, problem: 'no such variant' } as const;
    expect(overrideSentence(override, NOW)).to.equal(
      '“wide” since 12:04. It has no effect: no such variant.',
    );
  });
});
