import { CompositeBackend, FeatureFlags, MemoryBackend } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { prometheus } from '@halyard/telemetry';
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { AggregatorRegistry, Gauge, type OpenMetricsContentType, Registry } from 'prom-client';
import { promtool } from '../support/prometheus-programs.js';
import { RoomStore } from '../support/room-store.js';

describe('prometheus', () => {
  let store: RoomStore;
  let flags: FeatureFlags;
  let registry: Registry;

  beforeEach(async () => {
    store = new RoomStore([
      ['plain', 'on'],
      ['second', 'on'],
      ['layout', '{"variants":{"a":1,"b":2},"default":"a","rules":[{"when":{"plan":"pro"},"serve":"b"}]}'],
    ]);
    flags = await FeatureFlags.open(new StoreBackend(store), { logger: false });
    registry = new Registry();
  });

  afterEach(() => flags.close());

  /** The lines of a scrape that begin so. */
  async function scrape(start: string): Promise<string[]> {
    const text = await registry.metrics();
    return text
      .split('\n')
      .filter((line) => line.startsWith(start))
      .toSorted();
  }

  function use(): void {
    for (let i = 0; i < 3; i++) flags.isEnabled('plain');
    flags.isEnabled('second');
    flags.getValue('layout', 0, { plan: 'pro' });
    flags.getValue('layout', 0);
    flags.isEnabled('unknown');
  }

  it('has the evaluations by reason and error', async () => {
    prometheus(flags, registry);
    use();
    expect(await scrape('halyard_evaluations_total')).to.deep.equal([
      'halyard_evaluations_total{reason="DEFAULT",error=""} 1',
      'halyard_evaluations_total{reason="ERROR",error="FLAG_NOT_FOUND"} 1',
      'halyard_evaluations_total{reason="STATIC",error=""} 4',
      'halyard_evaluations_total{reason="TARGETING_MATCH",error=""} 1',
    ]);
  });

  it('has them by flag and variant if asked to, for a number of flags', async () => {
    prometheus(flags, registry, { perFlag: true, maxFlags: 1 });
    use();
    expect(await scrape('halyard_evaluations_total')).to.deep.equal([
      'halyard_evaluations_total{reason="DEFAULT",error="",flag="other",variant=""} 1',
      'halyard_evaluations_total{reason="ERROR",error="FLAG_NOT_FOUND",flag="",variant=""} 1',
      'halyard_evaluations_total{reason="STATIC",error="",flag="other",variant=""} 1',
      'halyard_evaluations_total{reason="STATIC",error="",flag="plain",variant="on"} 3',
      'halyard_evaluations_total{reason="TARGETING_MATCH",error="",flag="other",variant=""} 1',
    ]);
  });

  it('has the same in the next scrape, when nothing was evaluated since', async () => {
    prometheus(flags, registry, { perFlag: true });
    use();
    flags.gateDecided('beta', true);
    expect(await scrape('halyard_')).to.deep.equal(await scrape('halyard_'));
  });

  it('has the decisions of gates, and the changes seen', async () => {
    prometheus(flags, registry);
    flags.gateDecided('beta', true);
    flags.gateDecided('beta', false);
    flags.gateDecided('beta', false);
    await flags.set('plain', 'off');
    expect(await scrape('halyard_gate')).to.deep.equal([
      'halyard_gate_decisions_total{flag="beta",decision="closed"} 2',
      'halyard_gate_decisions_total{flag="beta",decision="open"} 1',
    ]);
    expect(await scrape('halyard_flag_changes')).to.deep.equal(['halyard_flag_changes_total 1']);
  });

  it('has the writes that another writer was faster than', async () => {
    prometheus(flags, registry);
    await flags.set('plain', 'off', { ifVersion: 'another' }).catch(() => {});
    expect(await scrape('halyard_write_conflicts')).to.deep.equal(['halyard_write_conflicts_total 1']);
  });

  it('has what became of overrides that requests brought', async () => {
    prometheus(flags, registry);
    flags.requestOverrides(['applied', 'not-allowed']);
    flags.requestOverrides(['applied']);
    expect(await scrape('halyard_request_overrides')).to.deep.equal([
      'halyard_request_overrides_total{result="applied"} 2',
      'halyard_request_overrides_total{result="not-allowed"} 1',
    ]);
  });

  it('has the state of the backend and the time of its last load', async () => {
    prometheus(flags, registry);
    expect(await scrape('halyard_backend_state')).to.include(
      'halyard_backend_state{backend="room",state="live"} 1',
    );
    const [line] = await scrape('halyard_backend_last_load_timestamp_seconds');
    expect(Number(line!.split(' ')[1])).to.equal(flags.status().lastLoad! / 1000);
    store.shut = new Error('the door is shut');
    store.watcher!.changed();
    await flags.refresh().catch(() => {});
    expect(await scrape('halyard_backend_state')).to.include.members([
      'halyard_backend_state{backend="room",state="live"} 0',
      'halyard_backend_state{backend="room",state="stale"} 1',
    ]);
  });

  it('names each layer once', async () => {
    const layers = new CompositeBackend([new MemoryBackend(), new MemoryBackend()]);
    const layered = await FeatureFlags.open(layers, { logger: false });
    prometheus(layered, registry);
    const live = (await scrape('halyard_backend_state')).filter((line) => line.includes('"live"'));
    expect(live.map((line) => /backend="([^"]+)"/.exec(line)![1])).to.have.members([
      'composite',
      'memory',
      'memory-2',
    ]);
    await layered.close();
  });

  it('has how many flags there are, and how many are invalid', async () => {
    prometheus(flags, registry);
    store.change('broken', '{"rulez":[]}');
    await flags.refresh();
    expect(await scrape('halyard_flags ')).to.deep.equal(['halyard_flags 3']);
    expect(await scrape('halyard_invalid_flags ')).to.deep.equal(['halyard_invalid_flags 1']);
  });

  it('removes what it added', async () => {
    const stop = prometheus(flags, registry);
    stop();
    expect(registry.getMetricsAsArray()).to.deep.equal([]);
    prometheus(flags, registry);
  });

  it('adds nothing to a registry that has one of the metrics already', () => {
    const other = new Gauge({ name: 'halyard_flags', help: 'of another library', registers: [registry] });
    expect(() => prometheus(flags, registry)).to.throw('halyard_flags has already been registered');
    expect(registry.getMetricsAsArray()).to.deep.equal([other]);
  });

  it('has the same in two scrapes at once', async () => {
    prometheus(flags, registry, { perFlag: true });
    use();
    const [first, second] = await Promise.all([registry.metrics(), registry.metrics()]);
    expect(first).to.equal(second);
    expect(first).to.include('flag="plain",variant="on"} 3');
  });

  it('has the names of the OpenMetrics format in a registry of it, and is removed from it', async () => {
    const open = new Registry<OpenMetricsContentType>();
    open.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    const stop = prometheus(flags, open);
    use();
    for (const text of [await open.metrics(), await open.metrics()]) {
      expect(text).to.include('# TYPE halyard_evaluations counter\n');
      expect(text).to.include('halyard_evaluations_total{reason="STATIC",error=""} 4\n');
    }
    stop();
    expect(open.getMetricsAsArray()).to.deep.equal([]);
  });

  it('is for the processes of a cluster together too', async () => {
    prometheus(flags, registry);
    use();
    const cluster = AggregatorRegistry.aggregate([
      await registry.getMetricsAsJSON(),
      await registry.getMetricsAsJSON(),
    ]);
    const text = await cluster.metrics();
    expect(text).to.include('halyard_evaluations_total{reason="STATIC",error=""} 8\n');
    expect(text).to.include('halyard_flags 3\n');
  });

  it('rejects a wrong option with a sentence that names it', () => {
    expect(() => prometheus(flags, registry, { perFlags: true } as never)).to.throw(
      'prometheus: unknown option "perFlags", did you mean perFlag?',
    );
    expect(() => prometheus({} as never, registry)).to.throw('prometheus: needs what FeatureFlags.open()');
  });

  it('is text that promtool finds nothing to say about', async () => {
    prometheus(flags, registry, { perFlag: true });
    use();
    const { status, stdout, stderr } = spawnSync(promtool(), ['check', 'metrics'], {
      input: await registry.metrics(),
      encoding: 'utf8',
    });
    expect([status, stdout + stderr]).to.deep.equal([0, '']);
  });
});

describe('the alert rules', () => {
  it('fire as their tests say', () => {
    const { status, stdout, stderr } = spawnSync(
      promtool(),
      ['test', 'rules', 'test/telemetry/alerts.test.yml'],
      {
        encoding: 'utf8',
      },
    );
    expect(status, stdout + stderr).to.equal(0);
  });
});
