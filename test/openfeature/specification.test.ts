// The scenarios of the OpenFeature specification (assets/gherkin), by their names. Scenarios about the SDK alone are left out.
import { StoreBackend } from '@halyard/core/store';
import {
  AsyncLocalStorageTransactionContextPropagator,
  type EvaluationContext,
  type JsonValue,
  ProviderEvents,
} from '@openfeature/server-sdk';
import { expect } from 'chai';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type FlagType, OpenFeatureClient } from '../support/openfeature-client.js';
import { RoomStore } from '../support/room-store.js';
import { SPECIFICATION_FLAGS } from './specification-flags.js';

const TEMPLATE = { showImages: true, title: 'Check out these pics!', imagesPerPage: 100 };
const MICROSOFT = { email: 'ballmer@macrosoft.com' };

type Row = readonly [type: FlagType, key: string, fallback: JsonValue, value: JsonValue, variant?: string];

const ZEROS: readonly Row[] = [
  ['Boolean', 'boolean', true, false],
  ['String', 'string', 'hi', ''],
  ['Integer', 'integer', 1, 0],
  ['Float', 'float', 0.1, 0],
  ['Object', 'object', { a: 1 }, {}],
];
const VALUES: readonly Row[] = [
  ['Boolean', 'boolean-flag', false, true, 'on'],
  ['String', 'string-flag', 'bye', 'hi', 'greeting'],
  ['Integer', 'integer-flag', 1, 10, 'ten'],
  ['Float', 'float-flag', 0.1, 0.5, 'half'],
  ['Object', 'object-flag', {}, TEMPLATE, 'template'],
];

describe('the scenarios of the OpenFeature specification', () => {
  let openFeature: OpenFeatureClient;

  beforeEach(async () => {
    openFeature = await OpenFeatureClient.ready(SPECIFICATION_FLAGS);
  });

  afterEach(() => openFeature.close());

  describe('Flag Evaluations', () => {
    for (const [type, key, fallback, value] of VALUES) {
      it(`Resolve values: ${key}`, async () => {
        expect(await openFeature.details(type, key, fallback)).to.deep.include({ value });
      });
    }

    for (const [type, stem, fallback, value] of ZEROS) {
      it(`Resolves zero value: ${stem}`, async () => {
        const details = await openFeature.details(type, `${stem}-zero-flag`, fallback);
        expect(details).to.deep.include({ value, reason: 'STATIC' });
      });

      it(`Resolves zero value with targeting: ${stem}`, async () => {
        const details = await openFeature.details(type, `${stem}-targeted-zero-flag`, fallback, MICROSOFT);
        expect(details).to.deep.include({ value, reason: 'TARGETING_MATCH' });
      });

      const others: readonly (readonly [string, EvaluationContext | undefined])[] = [
        ['Resolves zero value with targeting using default', { email: 'ballmer@none.com' }],
        ['Empty evaluation context', undefined],
        ['Null context values', { email: null }],
      ];
      for (const [name, context] of others) {
        it(`${name}: ${stem}`, async () => {
          const details = await openFeature.details(type, `${stem}-targeted-zero-flag`, fallback, context);
          expect(details).to.deep.include({ value, reason: 'DEFAULT' });
        });
      }
    }

    for (const [type, , fallback] of VALUES) {
      it(`Flag not found error: ${type}`, async () => {
        const details = await openFeature.details(type, 'non-existent-flag', fallback);
        expect(details).to.deep.include({ value: fallback, reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' });
      });
    }

    const MISMATCHES: readonly (readonly [FlagType, string, JsonValue])[] = [
      ['String', 'boolean-flag', 'bye'],
      ['Boolean', 'string-flag', false],
      ['Integer', 'string-flag', 1],
      ['Object', 'string-flag', {}],
      ['Integer', 'boolean-flag', 1],
      ['Float', 'boolean-flag', 0.1],
    ];
    for (const [type, key, fallback] of MISMATCHES) {
      it(`Type mismatch error: ${key} as ${type}`, async () => {
        const details = await openFeature.details(type, key, fallback);
        expect(details).to.deep.include({ value: fallback, reason: 'ERROR', errorCode: 'TYPE_MISMATCH' });
      });
    }

    for (const [type, key, fallback] of VALUES) {
      it(`Provider not ready error: ${key}`, async () => {
        const unasked = OpenFeatureClient.over(new StoreBackend(silentStore()), { startTimeoutMs: 60_000 });
        unasked.api.setProvider(unasked.provider);
        const details = await unasked.details(type, key, fallback);
        expect(details).to.deep.include({
          value: fallback,
          reason: 'ERROR',
          errorCode: 'PROVIDER_NOT_READY',
        });
        await unasked.flags.close();
      });

      it(`Provider in fatal state error: ${key}`, async () => {
        const fatal = await fatalClient();
        const details = await fatal.details(type, key, fallback);
        expect(details).to.deep.include({ value: fallback, reason: 'ERROR', errorCode: 'PROVIDER_FATAL' });
      });
    }

    for (const [type, key, fallback, value, variant] of VALUES) {
      it(`Complete evaluation details structure: ${key}`, async () => {
        const details = await openFeature.details(type, key, fallback);
        expect(details).to.deep.include({ value, flagKey: key, variant, reason: 'STATIC' });
      });
    }

    it('Flag metadata in evaluation details', async () => {
      const { flagMetadata } = await openFeature.details('Boolean', 'metadata-flag', true);
      expect(flagMetadata).to.include({ string: '1.0.2', integer: 2, float: 0.1, boolean: true });
    });

    it('Multiple context attributes targeting', async () => {
      const context = { ...MICROSOFT, role: 'admin', age: 65, customer: false };
      const details = await openFeature.details('String', 'context-aware', 'false', context);
      expect(details).to.include({ value: 'INTERNAL', reason: 'TARGETING_MATCH' });
    });

    it('Resolves based on context', async () => {
      const context = { fn: 'Sulisław', ln: 'Świętopełk', age: 29, customer: 'false' };
      const { client } = openFeature;
      expect(await client.getStringValue('context-aware', 'EXTERNAL', context)).to.equal('INTERNAL');
      expect(await client.getStringValue('context-aware', 'EXTERNAL', {})).to.equal('EXTERNAL');
    });

    const DISABLED = [
      ['Boolean', 'boolean-disabled-flag', false],
      ['String', 'string-disabled-flag', 'bye'],
    ] as const;
    for (const [type, key, value] of DISABLED) {
      it(`DISABLED reason: ${key}`, async () => {
        expect(await openFeature.details(type, key, value)).to.include({ value, reason: 'DISABLED' });
      });
    }

    it('Error message in evaluation details', async () => {
      const details = await openFeature.details('Boolean', 'error-flag', false);
      expect(details.reason).to.equal('ERROR');
      expect(details.errorMessage).to.equal('no backend has a flag "error-flag"');
    });

    it('Evaluation context immutability', async () => {
      const context = { targetingKey: 'ana', list: [1], nested: { since: new Date(0) } };
      const before = structuredClone(context);
      const details = await openFeature.details('Boolean', 'boolean-flag', false, context);
      expect(context).to.deep.equal(before);
      expect(details.flagMetadata).to.be.frozen;
    });
  });

  describe('Provider status accessibility', () => {
    it('stable', () => {
      expect(openFeature.client.providerStatus).to.equal('READY');
    });

    it('not ready', async () => {
      const unasked = OpenFeatureClient.over(new StoreBackend(silentStore()), { startTimeoutMs: 60_000 });
      unasked.api.setProvider(unasked.provider);
      expect(unasked.client.providerStatus).to.equal('NOT_READY');
      await unasked.flags.close();
    });

    it('error', async () => {
      const failing = new RoomStore();
      failing.shut = new Error('the door is shut');
      const client = OpenFeatureClient.over(new StoreBackend(failing), { startTimeoutMs: 50 });
      client.api.setProvider(client.provider);
      await client.event(ProviderEvents.Error);
      expect(client.client.providerStatus).to.equal('ERROR');
      await client.close();
    });

    it('fatal', async () => {
      expect((await fatalClient()).client.providerStatus).to.equal('FATAL');
    });

    it('stale', async () => {
      const store = new RoomStore([['a', 'on']]);
      const client = OpenFeatureClient.over(new StoreBackend(store));
      await client.api.setProviderAndWait(client.provider);
      store.shut = new Error('the door is shut');
      store.watcher!.changed();
      await client.event(ProviderEvents.Stale);
      expect(client.client.providerStatus).to.equal('STALE');
      await client.close();
    });
  });

  describe('Metadata', () => {
    it('Returns metadata', async () => {
      const { flagMetadata } = await openFeature.details('Boolean', 'metadata-flag', true);
      expect(flagMetadata).to.include({ string: '1.0.2', integer: 2, float: 0.1, boolean: true });
    });

    for (const [type, key, fallback] of VALUES.slice(0, 4)) {
      it(`Returns no metadata: ${key}, but for the flag set and the version`, async () => {
        const { flagMetadata } = await openFeature.details(type, key, fallback);
        expect(flagMetadata).to.have.all.keys('flagSetId', 'version');
      });
    }
  });

  describe('Evaluation details through hooks', () => {
    const CASES = [
      ['Passes evaluation details to after and finally hooks', 'boolean-flag', 'Boolean', false],
      ['Flag not found', 'missing-flag', 'String', 'uh-oh'],
      ['Type error', 'wrong-flag', 'Integer', 13],
    ] as const;
    const EXPECTED = {
      'boolean-flag': { value: true, variant: 'on', reason: 'STATIC', errorCode: undefined },
      'missing-flag': {
        value: 'uh-oh',
        variant: undefined,
        reason: 'ERROR',
        errorCode: 'FLAG_NOT_FOUND',
      },
      'wrong-flag': { value: 13, variant: undefined, reason: 'ERROR', errorCode: 'TYPE_MISMATCH' },
    } as const;
    for (const [name, key, type, fallback] of CASES) {
      it(name, async () => {
        const seen: string[] = [];
        let last: object = {};
        openFeature.client.addHooks({
          before: () => void seen.push('before'),
          after: () => void seen.push('after'),
          error: () => void seen.push('error'),
          finally(_, { flagKey, value, variant, reason, errorCode }) {
            seen.push('finally');
            last = { flagKey, value, variant, reason, errorCode };
          },
        });
        await openFeature.details(type, key, fallback);
        expect(seen).to.deep.equal(['before', key === 'boolean-flag' ? 'after' : 'error', 'finally']);
        expect(last).to.deep.equal({ flagKey: key, ...EXPECTED[key] });
      });
    }
  });

  describe('Context merging precedence', () => {
    const LEVELS = ['API', 'Transaction', 'Client', 'Invocation', 'Before Hooks'] as const;
    type Level = (typeof LEVELS)[number];

    /** The context that a flag was evaluated for, with these attributes brought at these levels. */
    async function merged(brought: Readonly<Partial<Record<Level, EvaluationContext>>>): Promise<unknown> {
      const { api, client } = openFeature;
      api.setTransactionContextPropagator(new AsyncLocalStorageTransactionContextPropagator());
      api.setContext(brought.API ?? {});
      client.setContext(brought.Client ?? {});
      client.addHooks({ before: () => brought['Before Hooks'] ?? {} });
      let seen: unknown;
      const onEvaluation = (message: unknown): void => {
        seen = (message as { context: unknown }).context;
      };
      subscribe('halyard:evaluation', onEvaluation);
      try {
        await new Promise((resolve) => {
          api.setTransactionContext(brought.Transaction ?? {}, () =>
            resolve(client.getBooleanValue('boolean-flag', false, brought.Invocation)),
          );
        });
      } finally {
        unsubscribe('halyard:evaluation', onEvaluation);
      }
      return seen;
    }

    for (const level of LEVELS) {
      it(`A context entry is added to a single level: ${level}`, async () => {
        expect(await merged({ [level]: { key: 'value' } })).to.include({ key: 'value' });
      });
    }

    it('A context entry is added to each level with different keys', async () => {
      const entries = LEVELS.map((level) => [level, `${level} value`] as const);
      const brought = Object.fromEntries(entries.map(([level, value]) => [level, { [level]: value }]));
      expect(await merged(brought)).to.include(Object.fromEntries(entries));
    });

    for (const [last, level] of LEVELS.entries()) {
      it(`A context entry in one level overwrites values from preceding levels: ${level}`, async () => {
        const brought = LEVELS.slice(0, last + 1).map((each) => [each, { key: each }] as const);
        expect(await merged(Object.fromEntries(brought))).to.include({ key: level });
      });
    }
  });

  it("Provider's track functionality is called", () => {
    const seen: unknown[] = [];
    const onTrack = (message: unknown): void => void seen.push(message);
    subscribe('halyard:track', onTrack);
    openFeature.client.track('the-event', { targetingKey: 'ana' }, { value: 99, currency: 'EUR' });
    unsubscribe('halyard:track', onTrack);
    expect(seen).to.deep.equal([
      {
        name: 'the-event',
        context: { targetingKey: 'ana' },
        details: { value: 99, currency: 'EUR' },
      },
    ]);
  });
});

/** A store that never answers. */
function silentStore(): RoomStore {
  return Object.assign(new RoomStore(), { load: () => new Promise<never>(() => {}) });
}

/** A client whose flags are required, and were not there. */
async function fatalClient(): Promise<OpenFeatureClient> {
  const store = new RoomStore();
  store.shut = new Error('the door is shut');
  const client = OpenFeatureClient.over(new StoreBackend(store), { required: true, startTimeoutMs: 20 });
  await client.api.setProviderAndWait(client.provider).catch(() => {});
  return client;
}
