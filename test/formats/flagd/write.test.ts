import { FeatureFlags, type FlagDefinition, MemoryBackend } from '@halyard/core';
import { exportTexts } from '@halyard/admin';
import type { WrittenFlags } from '@halyard/formats';
import { read, write } from '@halyard/formats/flagd';
import { expect } from 'chai';
import { type Seed, withServer } from '../../admin/admin-server.js';
import { flagdAnswers, ODD_CONTEXTS, ourAnswers } from './flagd-answers.js';

const OURS = {
  '$segment.staff': { email: { $endsWith: '@example.com' } },
  '$segment.staffInHalf': { $segment: 'staff', $rollout: 50 },
  on: true,
  off: { default: false, rules: [] },
  byDefault: { default: false },
  ten: { default: 10 },
  share: '25%',
  fine: '12.5%',
  users: 'users:alice,bob',
  size: {
    default: 10,
    rules: [
      { when: { plan: 'pro' }, serve: 100 },
      { when: { plan: 'free' }, serve: '10' },
    ],
  },
  text: {
    default: 'none',
    rules: [
      { when: { plan: '5' }, serve: 'five' },
      { when: { plan: 'true' }, serve: 'yes' },
      { when: { beta: 'false' }, serve: 'no' },
      { when: { plan: 'pro' }, serve: 'pro' },
    ],
  },
  seeded: {
    default: 'none',
    rules: [
      { rollout: 30, seed: 'spring', serve: 'thirty' },
      { rollout: 60, by: 'account.id', serve: 'account' },
      { rollout: 50, by: ['companyId', 'plan'], split: { a: 1, b: 2 } },
    ],
  },
  ranges: {
    default: 'none',
    rules: [
      { when: { $segment: 'staffInHalf' }, serve: 'staff' },
      { when: { $rollout: { range: [10, 40] } }, serve: 'first' },
      { when: { $not: { $rollout: { range: [0, 33.333], seed: 'x', by: 'companyId' } } }, serve: 'second' },
    ],
  },
  certain: {
    default: 'none',
    rules: [
      { users: [], serve: 'no one' },
      { rollout: 0, when: { $segment: 'missing' }, serve: 'no one' },
      { when: { plan: 'pro' }, split: { all: 3, none: 0 } },
    ],
  },
  object: { default: { cols: 1 }, rules: [{ when: { age: { $gte: 18, $lt: 50 } }, serve: { cols: 2 } }] },
  mixed: {
    variants: { a: 'A', b: 'B', c: 'C' },
    default: 'a',
    rules: [
      { when: { $segment: 'staff' }, serve: 'c' },
      { when: { beta: { $eq: true }, $nor: [{ age: { $gt: 40 } }] }, rollout: 50, serve: 'b' },
      { rollout: 50, by: 'companyId', seed: 's', split: { a: 1, b: 2, c: 1 } },
      {
        when: {
          $or: [
            { roles: { $in: ['admin'] } },
            { 'account.plan': { $exists: true } },
            { email: { $contains: 'other' } },
          ],
        },
        serve: 'b',
      },
    ],
  },
  shares: {
    variants: { a: 'A', b: 'B', c: 'C' },
    default: 'c',
    rules: [{ by: 'companyId', split: { b: 1, a: 3 } }, { split: { c: 1, b: 1, a: 1 } }],
  },
  past: {
    rules: [
      { schedule: { until: '2020-01-01T00:00:00Z' } },
      { schedule: { from: '2020-01-01T00:00:00Z' }, when: { plan: { $ne: 'pro' } } },
    ],
  },
} as const satisfies Seed;

describe('flags for flagd', () => {
  const exported = async (seed: Seed): Promise<WrittenFlags> =>
    write(exportTexts(await FeatureFlags.open(new MemoryBackend(new Map(Object.entries(seed)) as never))));

  for (const name of Object.keys(OURS).filter((each) => !each.startsWith('$'))) {
    it(`are served by flagd as we serve them: ${name}`, async () => {
      const { document } = await exported(OURS);
      expect(flagdAnswers(document, name)).to.deep.equal(await ourAnswers(OURS, name));
      expect(flagdAnswers(document, name, ODD_CONTEXTS)).to.deep.equal(
        await ourAnswers(OURS, name, ODD_CONTEXTS),
      );
    });

    it(`come back the same: ${name}`, async () => {
      const { document } = await exported(OURS);
      const { flags, problems } = read(document);
      expect(problems).to.deep.equal([]);
      const back = Object.fromEntries(flags);
      expect(await ourAnswers(back, name)).to.deep.equal(await ourAnswers(OURS, name));
      expect(await ourAnswers(back, name, ODD_CONTEXTS)).to.deep.equal(
        await ourAnswers(OURS, name, ODD_CONTEXTS),
      );
    });
  }

  it('hash a rollout by its own key, and a split by the name of the flag alone', async () => {
    interface Document {
      readonly flags: Readonly<Record<string, { readonly targeting: object }>>;
    }
    const { document } = await exported({ share: '25%', split: { rules: [{ split: { a: 1, b: 1 } }] } });
    const { share, split } = (document as unknown as Document).flags;
    const key = { var: 'targetingKey' };
    const present = { '!!': [key] };
    const rollout = [{ cat: [{ var: '$flagd.flagKey' }, ':rollout', key] }, ['in', 25], ['after', 75]];
    expect(share!.targeting).to.deep.equal({
      if: [{ and: [present, { '==': [{ fractional: rollout }, 'in'] }] }, 'on', null],
    });
    expect(split!.targeting).to.deep.equal({
      if: [present, { fractional: [{ cat: [{ var: '$flagd.flagKey' }, key] }, ['a', 1], ['b', 1]] }, null],
    });
  });

  it('come back as they were written', async () => {
    const seed = {
      share: '12.5%',
      seeded: { rules: [{ rollout: 30, by: 'company', seed: 's' }] },
      both: { rules: [{ rollout: 50, split: { a: 1, b: 2 } }] },
    };
    const { document } = await exported(seed);
    const { flags } = read(document);
    const rules = (name: string): unknown => (flags.get(name) as FlagDefinition).rules![0];
    expect(rules('share')).to.deep.include({ rollout: 12.5 }).and.not.have.any.keys('by', 'seed');
    expect(rules('seeded')).to.deep.include({ rollout: 30, by: 'company', seed: 's' });
    expect(rules('both')).to.deep.include({ rollout: 50, split: { a: 1, b: 2 } });
  });

  it("that flagd can't express are named, with the place", async () => {
    const { document, problems } = await exported({
      '$segment.regex': { email: { $regex: '.*' } },
      '$segment.a': { $segment: 'regex' },
      '$segment.one': { $segment: 'two' },
      '$segment.two': { $segment: 'one' },
      fine: true,
      uses: { rules: [{ when: { $segment: 'regex' } }] },
      requires: { requires: ['fine'] },
      hours: { rules: [{ schedule: { between: ['09:00', '17:00'] } }] },
      ramp: {
        rules: [
          { rollout: { from: 0, to: 100, start: '2026-01-01T00:00:00Z', end: '2026-02-01T00:00:00Z' } },
        ],
      },
      dice: { rules: [{ rollout: 50, sticky: false }] },
      second: { rules: [{ rollout: 50, by: 'companyId', fallback: 'deviceId' }] },
      moved: { rules: [{ rollout: 50, hash: 'unleash', seed: 'moved' }] },
      ranged: { rules: [{ when: { $rollout: { range: [0, 5], hash: 'growthbook-2', seed: 's' } } }] },
      third: { rules: [{ rollout: 100 / 3 }] },
      bare: { rules: [{ when: { beta: true } }] },
      address: { rules: [{ when: { ip: { $inCidr: ['10.0.0.0/8'] } } }] },
      deep: { rules: [{ when: { $and: [{ a: { $size: 2 } }] } }] },
    });
    expect(Object.keys((document as { flags: object }).flags)).to.deep.equal(['fine']);
    expect(Object.fromEntries(problems.map(({ name, problem }) => [name, problem]))).to.deep.equal({
      '$segment.regex': 'condition.email.$regex: flagd does not support this operator',
      '$segment.a': "$segment.regex: is not there, or can't be expressed",
      '$segment.one': "$segment.two: is not there, or can't be expressed",
      '$segment.two': "$segment.one: is not there, or can't be expressed",
      uses: "$segment.regex: is not there, or can't be expressed",
      requires: 'requires: flagd does not support required flags',
      hours: 'rules[0].schedule: flagd does not support days and hours',
      ramp: 'rules[0].rollout: flagd does not support ramps',
      dice: 'rules[0].sticky: flagd does not support random draws',
      second: 'rules[0].fallback: flagd does not support a fallback key',
      moved: 'rules[0].hash: flagd supports only the hash murmur3',
      ranged: 'rules[0].when.$rollout.hash: flagd supports only the hash murmur3',
      third: 'rules[0]: 33.333333333333336 percent is not a whole weight',
      bare: 'rules[0].when.beta: flagd does not treat text such as "off" and "no" as false; write {"$eq": true}',
      address: 'rules[0].when.ip.$inCidr: flagd does not support this operator',
      deep: 'rules[0].when.$and[0].a.$size: flagd does not support this operator',
    });
  });

  it('go over the wire both ways', () =>
    withServer(async (server) => {
      const { status, json, text } = await server.send('/api/v1/export?format=flagd');
      expect(status).to.equal(200);
      expect(json['$schema']).to.equal('https://flagd.dev/schema/v0/flags.json');
      await withServer(async (other) => {
        const done = await other.send('/api/v1/import?format=flagd', { method: 'POST', body: text });
        expect(done.json).to.include({ written: Object.keys(OURS).length - 2 });
      });
      await server.flags.set('dice', { rules: [{ rollout: 50, sticky: false }] });
      const refused = await server.send('/api/v1/export?format=flagd');
      expect(refused.status).to.equal(422);
      expect(refused.json['problems']).to.have.length(1);
      expect((await server.send('/api/v1/export?format=flagd&skip=true')).status).to.equal(200);
      const wrong = await server.send('/api/v1/import?format=flagd', {
        method: 'POST',
        body: { flags: { x: 1 } },
      });
      expect(wrong.status).to.equal(422);
    }, OURS));
});
