import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { Mount, type VisitorOptions } from '@halyard/core/adapter';
import { expect } from 'chai';

describe('the option visitor of featureFlags', () => {
  it('names what is wrong', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend(), { logger: false });
    const wrong: readonly [visitor: object, why: string][] = [
      [{}, 'featureFlags: option "visitor" needs { cookie: "…" }'],
      [{ cookie: 'a b' }, 'option "cookie" must be the name of a cookie, received "a b"'],
      [
        { cookie: 'visitor', maxAge: 1 },
        'featureFlags: option "visitor": unknown option "maxAge"; known: cookie, maxAgeSeconds',
      ],
      [{ cookie: 'visitor', maxAgeSeconds: 0 }, 'must be a whole number from 1 to 34560000'],
      [{ cookie: 'visitor', consent: true }, 'option "consent" must be a function'],
    ];
    for (const [visitor, why] of wrong) {
      expect(() => new Mount(flags, { visitor: visitor as VisitorOptions })).to.throw(why);
    }
  });

  it('takes nothing but true for consent', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend(), { logger: false });
    for (const consent of [() => undefined, () => 'yes', async () => 1] as never[]) {
      const { visitors } = new Mount(flags, { visitor: { cookie: 'visitor', consent } });
      expect(await visitors!.visit({}, 'visitor=v1')).to.have.property('key', undefined);
    }
  });
});
