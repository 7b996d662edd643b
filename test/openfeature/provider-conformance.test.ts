// The scenarios of OpenFeature's provider conformance suite, Appendix F of the specification, which is a draft: by their
// names. Not declared is `disabled-flags`: a disabled flag of Halyard serves its own default, and not the caller's.
import { MemoryBackend } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { type JsonValue, ProviderEvents } from '@openfeature/server-sdk';
import { expect } from 'chai';
import { type FlagType, OpenFeatureClient } from '../support/openfeature-client.js';
import { RoomStore } from '../support/room-store.js';
import { SPECIFICATION_FLAGS } from './specification-flags.js';

const HIT = '5c3d8535-f81a-4478-a6d3-afaa4d51199e';
const MISS = 'f20bd32d-703b-48b6-bc8e-79d53c85134a';

type Row = readonly [type: FlagType, key: string, fallback: JsonValue, expected: JsonValue];

describe('the provider conformance suite of OpenFeature', () => {
  let openFeature: OpenFeatureClient;

  beforeEach(async () => {
    openFeature = await OpenFeatureClient.ready(SPECIFICATION_FLAGS);
  });

  afterEach(() => openFeature.close());

  /** Each row gets its value, as a success. */
  function serves(name: string, rows: readonly Row[]): void {
    for (const [type, key, fallback, value] of rows) {
      it(`${name}: ${key}`, async () => {
        const details = await openFeature.details(type, key, fallback);
        expect(details).to.deep.include({ value, reason: 'STATIC' });
        expect(details).not.to.have.any.keys('errorCode', 'errorMessage');
      });
    }
  }

  describe('evaluation', () => {
    serves('Resolve values with reason', [
      ['Boolean', 'boolean-flag', false, true],
      ['String', 'string-flag', 'bye', 'hi'],
      ['Integer', 'integer-flag', 1, 10],
      ['Float', 'float-flag', 0.1, 0.5],
    ]);
    serves('A falsy value is a value, not an absence', [
      ['Boolean', 'boolean-zero-flag', true, false],
      ['Integer', 'integer-zero-flag', 1, 0],
      ['String', 'string-zero-flag', 'fallback', ''],
    ]);
    serves('A large integer resolves without loss of precision', [
      ['Integer', 'large-integer-flag', 1, 2_147_483_647],
    ]);
    serves('An integer beyond 32 bits resolves without loss of precision', [
      ['Integer', 'huge-integer-flag', 1, 9_007_199_254_740_991],
    ]);
    serves('An integer flag resolves as an integer', [['Integer', 'integer-flag', 1, 10]]);
    serves('A float flag resolves as a float', [['Float', 'float-flag', 0.1, 0.5]]);
    serves('Resolve a structured value', [
      ['Object', 'object-flag', {}, { showImages: true, title: 'Check out these pics!', imagesPerPage: 100 }],
    ]);
    // JavaScript has one accessor for numbers, so that nothing can be lost: the lossless half of the contract.
    serves('An integral float is a number for the integer accessor', [
      ['Integer', 'integral-float-flag', 1, 10],
    ]);
    serves('An integer is a number for the float accessor', [['Float', 'integer-flag', 0.1, 10]]);

    const VARIANTS = [
      ['Boolean', 'boolean-flag', false, 'on'],
      ['String', 'string-flag', 'bye', 'greeting'],
      ['Integer', 'integer-flag', 1, 'ten'],
      ['Float', 'float-flag', 0.1, 'half'],
      ['Boolean', 'boolean-zero-flag', true, 'zero'],
      ['Integer', 'integer-zero-flag', 1, 'zero'],
      ['String', 'string-zero-flag', 'fallback', 'zero'],
      ['Integer', 'large-integer-flag', 1, 'max-int32'],
    ] as const;
    for (const [type, key, fallback, variant] of VARIANTS) {
      it(`The resolved details name the variant: ${key}`, async () => {
        expect(await openFeature.details(type, key, fallback)).to.include({ variant });
      });
    }

    it('Supplying an evaluation context does not disturb an untargeted resolution', async () => {
      const details = await openFeature.details('String', 'string-flag', 'bye', { targetingKey: MISS });
      expect(details).to.include({ value: 'hi' }).and.not.to.have.any.keys('errorCode', 'errorMessage');
    });

    const TARGETED = [
      ['A matching evaluation context resolves the targeted variant', { targetingKey: HIT }, 'hit'],
      ['A non-matching evaluation context resolves the default variant', { targetingKey: MISS }, 'miss'],
      ['No evaluation context resolves the default variant', undefined, 'miss'],
    ] as const;
    for (const [name, context, value] of TARGETED) {
      it(name, async () => {
        const details = await openFeature.details('String', 'targeting-key-flag', 'fallback', context);
        expect(details).to.include({ value }).and.not.to.have.any.keys('errorCode', 'errorMessage');
      });
    }
  });

  describe('errors', () => {
    const MISMATCHES: readonly Row[] = [
      ['Boolean', 'string-flag', false, 'TYPE_MISMATCH'],
      ['Integer', 'string-flag', 1, 'TYPE_MISMATCH'],
      ['Float', 'string-flag', 0.1, 'TYPE_MISMATCH'],
      ['Boolean', 'wrong-flag', false, 'TYPE_MISMATCH'],
      ['String', 'boolean-flag', 'fallback', 'TYPE_MISMATCH'],
      ['Integer', 'boolean-flag', 1, 'TYPE_MISMATCH'],
      ['Float', 'boolean-flag', 0.1, 'TYPE_MISMATCH'],
      ['Boolean', 'integer-flag', false, 'TYPE_MISMATCH'],
      ['String', 'integer-flag', 'fallback', 'TYPE_MISMATCH'],
      ['Boolean', 'float-flag', false, 'TYPE_MISMATCH'],
      ['String', 'float-flag', 'fallback', 'TYPE_MISMATCH'],
    ];
    const STRUCTURED: readonly Row[] = [
      ['Boolean', 'object-flag', false, 'TYPE_MISMATCH'],
      ['String', 'object-flag', 'fallback', 'TYPE_MISMATCH'],
      ['Integer', 'object-flag', 1, 'TYPE_MISMATCH'],
      ['Float', 'object-flag', 0.1, 'TYPE_MISMATCH'],
    ];
    const UNKNOWN: readonly Row[] = [['String', 'missing-flag', 'fallback', 'FLAG_NOT_FOUND']];
    const CASES = [
      ['Requesting the wrong type returns the code default', MISMATCHES],
      ['Requesting a structured flag as a scalar returns the code default', STRUCTURED],
      ['An unknown flag key returns the code default', UNKNOWN],
    ] as const;
    for (const [name, rows] of CASES) {
      for (const [type, key, fallback, errorCode] of rows) {
        it(`${name}: ${key} as ${type}`, async () => {
          const details = await openFeature.details(type, key, fallback);
          expect(details).to.deep.include({ value: fallback, reason: 'ERROR', errorCode });
        });
      }
    }
  });

  describe('reason', () => {
    it('A matching targeting rule reports a targeting match', async () => {
      const details = await openFeature.details('String', 'targeting-key-flag', '', { targetingKey: HIT });
      expect(details.reason).to.equal('TARGETING_MATCH');
    });

    it('A targeting rule that does not match reports the default', async () => {
      const details = await openFeature.details('String', 'targeting-key-flag', '', { targetingKey: MISS });
      expect(details.reason).to.equal('DEFAULT');
    });

    it('A disabled flag reports that it is disabled', async () => {
      const details = await openFeature.details('Boolean', 'disabled-boolean-flag', false);
      expect(details).to.include({ reason: 'DISABLED' }).and.not.to.have.property('errorCode');
    });
  });

  it('A provider identifies itself by name', () => {
    expect(openFeature.client.metadata.providerMetadata.name).to.equal('halyard');
  });

  describe('events', () => {
    it('A configuration change is signalled and applied', async () => {
      const before = await openFeature.details('String', 'changing-flag', 'unset');
      await openFeature.flags.set('changing-flag', {
        ...SPECIFICATION_FLAGS['changing-flag'],
        default: 'bar',
      });
      const { flagsChanged } = (await openFeature.event(ProviderEvents.ConfigurationChanged)) as {
        flagsChanged?: string[];
      };
      expect(flagsChanged).to.deep.equal(['changing-flag']);
      const after = await openFeature.details('String', 'changing-flag', 'unset');
      expect([before.value, after.value]).to.deep.equal(['foo', 'bar']);
    });

    it('Losing the backend makes the provider stale, regaining it makes it ready again', async () => {
      const store = new RoomStore([['boolean-flag', 'on']]);
      const client = OpenFeatureClient.over(new StoreBackend(store));
      await client.api.setProviderAndWait(client.provider);
      store.shut = new Error('the door is shut');
      store.watcher!.changed();
      const { message } = await client.event(ProviderEvents.Stale);
      expect(message).to.include('the door is shut');
      expect(client.client.providerStatus).to.equal('STALE');
      expect(await client.client.getBooleanValue('boolean-flag', false)).to.equal(true);
      client.events.length = 0;
      store.shut = undefined;
      store.watcher!.changed();
      await client.event(ProviderEvents.Ready);
      expect(client.client.providerStatus).to.equal('READY');
      await client.close();
    });
  });

  describe('lifecycle', () => {
    it('A provider that successfully initializes becomes ready', async () => {
      const client = OpenFeatureClient.over(new MemoryBackend());
      client.api.setProvider(client.provider);
      await client.event(ProviderEvents.Ready);
      expect(client.client.providerStatus).to.equal('READY');
      await client.close();
    });

    it('A provider that cannot reach its backend reports an error, and still returns code defaults', async () => {
      const store = new RoomStore([['boolean-flag', 'on']]);
      store.shut = new Error('the door is shut');
      const client = OpenFeatureClient.over(new StoreBackend(store), { startTimeoutMs: 20 });
      client.api.setProvider(client.provider);
      const { message } = await client.event(ProviderEvents.Error);
      expect(message).to.include('the door is shut');
      expect(client.client.providerStatus).to.equal('ERROR');
      const details = await client.details('Boolean', 'boolean-flag', false);
      expect(details).to.include({ value: false, reason: 'ERROR', errorCode: 'PROVIDER_NOT_READY' });
      await client.close();
    });
  });
});
