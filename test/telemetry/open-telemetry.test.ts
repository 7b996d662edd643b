import { FeatureFlags } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { openTelemetry, type OpenTelemetryApi } from '@halyard/telemetry';
import * as api from '@opentelemetry/api';
import { logs } from '@opentelemetry/api-logs';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { once } from 'node:events';
import { RoomStore } from '../support/room-store.js';

/** The SDK, as an app registers it, with everything that it exports. */
class Sdk {
  readonly events = new InMemoryLogRecordExporter();
  readonly #spans = new InMemorySpanExporter();
  readonly #metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  readonly #meters = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter: this.#metrics })],
  });
  readonly #tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(this.#spans)] });

  constructor() {
    api.metrics.setGlobalMeterProvider(this.#meters);
    api.trace.setGlobalTracerProvider(this.#tracers);
    api.context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    const processors = [new SimpleLogRecordProcessor({ exporter: this.events })];
    logs.setGlobalLoggerProvider(new LoggerProvider({ processors }));
  }

  /** The attributes of the one span of a run. */
  spanOf(run: () => void): api.Attributes {
    this.#spans.reset();
    api.trace.getTracer('test').startActiveSpan('request', (span) => {
      run();
      span.end();
    });
    return this.#spans.getFinishedSpans()[0]!.attributes;
  }

  /** The series of a metric, as they are collected now: `value {attributes}`. */
  async series(name: string): Promise<string[]> {
    this.#metrics.reset();
    await this.#meters.forceFlush();
    const scopes = this.#metrics.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics);
    const metric = scopes
      .flatMap(({ metrics }) => metrics)
      .find(({ descriptor }) => descriptor.name === name);
    return (metric?.dataPoints ?? [])
      .map(({ value, attributes }) => `${JSON.stringify(value)} ${JSON.stringify(attributes)}`)
      .toSorted();
  }

  async shutdown(): Promise<void> {
    for (const each of [api.metrics, api.trace, api.context, logs]) each.disable();
    await Promise.all([this.#meters.shutdown(), this.#tracers.shutdown()]);
  }
}

const LAYOUT =
  '{"variants":{"a":1,"b":2},"default":"a","rules":[{"when":{"plan":"pro"},"serve":"b"}],"metadata":{"team":"web"}}';

describe('openTelemetry', () => {
  let store: RoomStore;
  let flags: FeatureFlags;
  let sdk: Sdk;
  let stop: () => void;

  beforeEach(async () => {
    sdk = new Sdk();
    store = new RoomStore([
      ['plain', 'on'],
      ['layout', LAYOUT],
      ['page_size', '{"default":20}'],
    ]);
    flags = await FeatureFlags.open(new StoreBackend(store), { logger: false });
    stop = () => {};
  });

  afterEach(async () => {
    stop();
    await flags.close();
    await sdk.shutdown();
  });

  function start(options: Parameters<typeof openTelemetry>[2] = {}): void {
    stop = openTelemetry(flags, { ...api, logs }, options);
  }

  /** The attributes of the events so far, in order. */
  function events(): readonly object[] {
    const records = sdk.events.getFinishedLogRecords();
    expect(new Set(records.map(({ eventName }) => eventName))).to.deep.equal(
      new Set(records.length === 0 ? [] : ['feature_flag.evaluation']),
    );
    return records.map(({ attributes }) => ({ ...attributes }));
  }

  describe('metrics', () => {
    it('are evaluations by reason and error', async () => {
      start();
      for (let i = 0; i < 3; i++) flags.isEnabled('plain');
      flags.isEnabled('unknown');
      expect(await sdk.series('halyard.evaluations')).to.deep.equal([
        '1 {"feature_flag.result.reason":"error","error.type":"flag_not_found"}',
        '3 {"feature_flag.result.reason":"static"}',
      ]);
      flags.isEnabled('plain');
      expect(await sdk.series('halyard.evaluations')).to.include('4 {"feature_flag.result.reason":"static"}');
    });

    it('are evaluations by flag and variant if asked for', async () => {
      start({ perFlag: true, maxFlags: 1 });
      flags.isEnabled('plain');
      flags.getValue('layout', 0, { plan: 'pro' });
      expect(await sdk.series('halyard.evaluations')).to.deep.equal([
        '1 {"feature_flag.result.reason":"static","feature_flag.key":"plain","feature_flag.result.variant":"on"}',
        '1 {"feature_flag.result.reason":"targeting_match","feature_flag.key":"other"}',
      ]);
    });

    it('are the decisions of gates, changes, conflicts and the state of each backend', async () => {
      start();
      flags.gateDecided('beta', true);
      await flags.set('plain', 'off');
      await flags.set('plain', 'on', { ifVersion: 'another' }).catch(() => {});
      expect(await sdk.series('halyard.gate.decisions')).to.deep.equal([
        '0 {"feature_flag.key":"beta","halyard.gate.decision":"closed"}',
        '1 {"feature_flag.key":"beta","halyard.gate.decision":"open"}',
      ]);
      expect(await sdk.series('halyard.flag.changes')).to.deep.equal(['1 {}']);
      expect(await sdk.series('halyard.write.conflicts')).to.deep.equal(['1 {}']);
      expect(await sdk.series('halyard.backend.state')).to.include(
        '1 {"halyard.backend.name":"room","halyard.backend.state":"live"}',
      );
      expect(await sdk.series('halyard.backend.last_load_timestamp')).to.deep.equal([
        `${flags.status().lastLoad! / 1000} {"halyard.backend.name":"room"}`,
      ]);
      expect(await sdk.series('halyard.flags')).to.deep.equal(['3 {}']);
      expect(await sdk.series('halyard.invalid_flags')).to.deep.equal(['0 {}']);
    });

    it('are what became of overrides that requests brought', async () => {
      start({ perFlag: true });
      flags.requestOverrides(['invalid']);
      expect(await sdk.series('halyard.request_overrides')).to.deep.equal([
        '1 {"halyard.override.result":"invalid"}',
      ]);
    });

    it('end when it is stopped', async () => {
      start();
      flags.isEnabled('plain');
      stop();
      expect(await sdk.series('halyard.evaluations')).to.deep.equal([]);
    });
  });

  describe('events', () => {
    it('are off by default', () => {
      start();
      flags.isEnabled('plain');
      expect(events()).to.deep.equal([]);
    });

    it('have what the semantic conventions say, without the value where there is a variant', () => {
      start({ events: true, flagSetId: 'shop' });
      flags.getValue('layout', 0, { targetingKey: 'ana', plan: 'pro' });
      expect(events()).to.deep.equal([
        {
          'feature_flag.key': 'layout',
          'feature_flag.provider.name': 'halyard',
          'feature_flag.set.id': 'shop',
          'feature_flag.version': flags.definition('layout')!.version,
          'feature_flag.result.variant': 'b',
          'feature_flag.result.reason': 'targeting_match',
        },
      ]);
    });

    it('have the value where there is no variant', () => {
      start({ events: true });
      flags.getValue('page_size', 0);
      expect(events()[0]).to.include({ 'feature_flag.result.value': 20, 'feature_flag.set.id': 'room' });
    });

    it('have an object as its JSON text', async () => {
      await flags.set('theme', { default: { color: 'red', sizes: [1, 2] } });
      start({ events: true });
      flags.evaluate('theme');
      expect(events()[0]).to.include({ 'feature_flag.result.value': '{"color":"red","sizes":[1,2]}' });
    });

    it('have the type of an error and its message', () => {
      start({ events: true });
      flags.getDetails('plain', 'text');
      flags.isEnabled('unknown');
      const [mismatch, missing] = events();
      expect(mismatch).to.include({
        'feature_flag.result.reason': 'error',
        'error.type': 'type_mismatch',
        'feature_flag.error.message': 'the value is boolean, the fallback string',
      });
      expect(mismatch).not.to.have.any.keys('feature_flag.result.value', 'feature_flag.result.variant');
      expect(missing).to.include({ 'error.type': 'flag_not_found' });
      expect(missing).not.to.have.property('feature_flag.version');
    });

    it('have the targeting key only if asked for', () => {
      start({ events: true, contextId: true });
      flags.isEnabled('plain', { targetingKey: 42 });
      flags.isEnabled('plain');
      expect(
        events().map((each) => (each as Record<string, unknown>)['feature_flag.context.id']),
      ).to.deep.equal(['42', undefined]);
    });

    it('are of this service only, and end when it is stopped', async () => {
      start({ events: true });
      const other = await FeatureFlags.open(new StoreBackend(new RoomStore([['plain', 'on']])), {
        logger: false,
      });
      other.isEnabled('plain');
      expect(events()).to.deep.equal([]);
      flags.isEnabled('plain');
      stop();
      flags.isEnabled('plain');
      expect(events()).to.have.length(1);
      await other.close();
    });

    it('are limited, and those beyond the limit are counted', async () => {
      start({ events: true, maxEventsPerSecond: 2 });
      for (let i = 0; i < 50; i++) flags.isEnabled('plain');
      const [dropped] = await sdk.series('halyard.evaluation_events.dropped');
      expect(Number.parseInt(dropped!, 10) + events().length).to.equal(50);
      // A second may end in between.
      expect(events()).to.have.length.within(2, 4);
    });

    it('keep no evaluation from its answer where an exporter throws, which is a warning once', async () => {
      const emit = (): void => {
        throw new Error('full');
      };
      stop = openTelemetry(flags, { ...api, logs: { getLogger: () => ({ emit }) } }, { events: true });
      const warned = once(process, 'warning');
      expect(flags.isEnabled('plain')).to.equal(true);
      expect(flags.isEnabled('plain')).to.equal(true);
      expect((await warned)[0]).to.have.property('message', 'telemetry of flags threw: full');
    });
  });

  describe('spans', () => {
    it('have the flags that were evaluated in them, if asked for', () => {
      start({ spans: true });
      const attributes = sdk.spanOf(() => {
        flags.isEnabled('plain');
        flags.getValue('layout', 0, { plan: 'pro' });
        flags.getValue('page_size', 0);
        flags.getDetails('plain', 'text');
        flags.isEnabled('unknown');
      });
      expect(attributes).to.deep.equal({
        'halyard.flag.plain': 'type_mismatch',
        'halyard.flag.layout': 'b',
        'halyard.flag.page_size': 20,
      });
      stop();
      expect(sdk.spanOf(() => flags.isEnabled('plain'))).to.deep.equal({});
    });

    it('have none by default, and none outside of a span', () => {
      start();
      expect(sdk.spanOf(() => flags.isEnabled('plain'))).to.deep.equal({});
      stop();
      start({ spans: true });
      expect(flags.isEnabled('plain')).to.equal(true);
    });

    it('have at most 32 flags, so that the attributes of others have room', async () => {
      const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`flag_${i}`, 'on']));
      await flags.setMany(many);
      start({ spans: true });
      const attributes = sdk.spanOf(() => {
        for (const name of Object.keys(many)) flags.isEnabled(name);
        flags.getDetails('flag_0', 'text');
      });
      expect(Object.keys(attributes)).to.have.length(32);
      expect(attributes['halyard.flag.flag_0']).to.equal('type_mismatch');
    });
  });

  it('rejects what it can not report with', () => {
    const { metrics } = api;
    const attempts: readonly [api: unknown, options: object, sentence: string][] = [
      [undefined, {}, 'needs { metrics } of @opentelemetry/api, received undefined'],
      [{}, {}, 'needs { metrics } of @opentelemetry/api, received an object without metrics'],
      [{ metrics }, { events: true }, 'option "events" needs { logs } of @opentelemetry/api-logs'],
      [{ metrics }, { spans: true }, 'option "spans" needs { trace } of @opentelemetry/api'],
      [{ metrics }, { event: true }, 'unknown option "event", did you mean events?'],
    ];
    for (const [given, options, sentence] of attempts) {
      expect(() => openTelemetry(flags, given as OpenTelemetryApi, options)).to.throw(
        `openTelemetry: ${sentence}`,
      );
    }
  });
});
