import type { FlagDefinition } from '@halyard/core';
import { expect } from 'chai';
import { startTime } from '../../packages/admin/src/flags/start-time.js';
import { withServer } from './admin-server.js';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const LATER = '2026-12-01T09:00:00Z';
const LATEST = '2027-01-01T00:00:00Z';

describe('the time at which a scheduled flag starts', () => {
  const start = (definition: FlagDefinition): string | undefined => {
    const time = startTime(definition, NOW);
    return time === undefined ? undefined : new Date(time).toISOString().replace('.000', '');
  };

  it('is the earliest start of its rules', () => {
    expect(
      start({ rules: [{ schedule: { from: LATEST } }, { schedule: { from: LATER }, rollout: 5 }] }),
    ).to.equal(LATER);
  });

  it('is the start of a ramp from 0, but not of one from 5', () => {
    const ramp = { to: 100, start: LATER, end: LATEST };
    expect(start({ rules: [{ rollout: { from: 0, ...ramp } }] })).to.equal(LATER);
    expect(start({ rules: [{ rollout: { from: 5, ...ramp } }] })).to.equal(undefined);
    expect(start({ rules: [{ schedule: { from: LATEST }, rollout: { from: 0, ...ramp } }] })).to.equal(
      LATEST,
    );
  });

  it('does not count rules that serve off', () => {
    expect(start({ rules: [{ serve: false, users: ['a'] }, { schedule: { from: LATER } }] })).to.equal(LATER);
    const variants = { on: 1, none: 0 };
    const rules = [{ serve: 'none' }, { serve: 'on', schedule: { from: LATER } }];
    expect(start({ variants, default: 'none', rules })).to.equal(LATER);
  });

  it('is none for a flag that can be on now, or never', () => {
    const rules = [{ schedule: { from: LATER } }];
    expect(start({ rules: [...rules, { users: ['alice'] }] })).to.equal(undefined);
    expect(start({ rules, default: true })).to.equal(undefined);
    expect(start({ rules, enabled: false })).to.equal(undefined);
    expect(start({ rules: [] })).to.equal(undefined);
    expect(start({})).to.equal(undefined);
    expect(start({ rules: [{ schedule: { from: '2026-01-01T00:00:00Z' } }] })).to.equal(undefined);
  });

  it('is in the record of the flag, whose state is then scheduled', () =>
    withServer(
      async (server) => {
        const { json } = await server.send('/api/v1/flags/sale');
        expect(json).to.include({ state: 'scheduled', startsAt: Date.parse('2100-01-01T00:00:00Z') });
        const { json: found } = await server.send<{ total: number }>('/api/v1/flags?state=scheduled');
        expect(found.total).to.equal(1);
        expect((await server.send('/api/v1/flags/beta')).json).to.not.have.property('startsAt');
      },
      { sale: { rules: [{ schedule: { from: '2100-01-01T00:00:00Z' } }] }, beta: '25%' },
    ));
});
