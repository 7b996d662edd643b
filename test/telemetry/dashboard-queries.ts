import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { prometheus } from '@halyard/telemetry';
import type { RunningApp } from '@halyard/conformance';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { Registry } from 'prom-client';
import { serveApp } from '../support/serve-app.js';
import { eventually } from '../support/until.js';
import { PrometheusServer, type QueriedSeries } from './prometheus-server.js';

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly annotations: { readonly list: readonly { readonly name: string; readonly expr: string }[] };
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly definition?: string }[];
  };
}

const dashboard = JSON.parse(
  readFileSync(new URL('../../packages/telemetry/prometheus/dashboard.json', import.meta.url), 'utf8'),
) as Dashboard;

/** The expression as Grafana sends it, with the values of its variables. */
function interpolated(expression: string): string {
  const values = { __rate_interval: '2s', __interval: '2s', job: 'shop', instance: '.*' };
  return expression.replaceAll(/\$(\w+)/g, (_, name: string) => {
    expect(values, `the variable ${name}`).to.have.property(name);
    return values[name as keyof typeof values];
  });
}

// Not part of `npm test`, because Prometheus takes its time: it begins to scrape five seconds after its start.
describe('the dashboard', () => {
  let flags: FeatureFlags;
  let app: RunningApp;
  let server: PrometheusServer;

  before(async function () {
    this.timeout(30_000);
    flags = await FeatureFlags.open(new MemoryBackend({ beta: 'on', layout: 'off' }), { logger: false });
    const registry = new Registry();
    prometheus(flags, registry, { perFlag: true });
    app = await serveApp((_request, response) => {
      // Each scrape finds something new, so that every rate is above zero.
      flags.isEnabled('beta');
      flags.isEnabled('unknown');
      flags.gateDecided('beta', true);
      flags.requestOverrides(['applied']);
      flags.override('layout', !flags.isEnabled('layout'));
      void registry.metrics().then((text) => {
        response.writeHead(200, { 'Content-Type': registry.contentType }).end(text);
      });
    });
    server = await PrometheusServer.start(app.origin);
  });

  after(async () => {
    await server.stop();
    await app.close();
    await flags.close();
  });

  /** The series of an expression, once there are some. */
  function seriesOf(expression: string): Promise<readonly QueriedSeries[]> {
    return eventually(`series of ${expression}`, async () => {
      const series = await server.query(expression);
      return series.length > 0 && series;
    });
  }

  const queries = [
    ...dashboard.panels.flatMap(({ title, targets }) =>
      targets.map(({ expr, legendFormat }) => ({ title, expr, legendFormat })),
    ),
    ...dashboard.annotations.list.map(({ name, expr }) => ({ title: name, expr, legendFormat: '' })),
  ];

  for (const { title, expr, legendFormat } of queries) {
    it(`${title}: has series of a scraped service (${legendFormat})`, async () => {
      const series = await seriesOf(interpolated(expr));
      for (const [, label] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) {
        expect(series[0]!.metric, legendFormat).to.have.property(label!);
      }
    });
  }

  it('counts what the service counts', async () => {
    const [series] = await seriesOf('sum(halyard_evaluations_total{job="shop",flag="beta"})');
    const counted = flags.counts().evaluations.find(({ flag }) => flag === 'beta')!.count;
    expect(Number(series!.value[1])).to.be.within(1, counted);
  });

  it('lets a variable choose from what is there', async () => {
    const definitions = dashboard.templating.list.flatMap(({ definition }) => definition ?? []);
    expect(definitions).to.have.length(2);
    for (const definition of definitions) {
      const [, selector, label] = /^label_values\((.+), (\w+)\)$/.exec(definition)!;
      const [series] = await server.query(interpolated(selector!));
      expect(series!.metric, definition).to.have.property(label!);
    }
  });

  it('has panels with ids of their own that do not overlap', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).to.equal(panels.length);
    for (const { title, gridPos: a } of panels) {
      expect(a.x + a.w, title).to.be.at.most(24);
      const over = panels.filter(({ gridPos: b }) => {
        return b !== a && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
      });
      expect(over, title).to.deep.equal([]);
    }
  });
});
