// Evaluates at a steady rate: `node load.mjs <contender> <settings as JSON>`. Sends the processor time of a second, in ms.
import { openTelemetry, prometheus } from '@halyard/telemetry';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { setTimeout } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { openFlags } from './flags.mjs';

const FLAGS = 1000;
const TICK_MS = 10;
const COLLECT_SECONDS = 5;

const [name, settings] = process.argv.slice(2);
const { seconds, rate } = JSON.parse(settings);
const flags = await openFlags(FLAGS);
const names = [...flags.snapshot.flags.keys()];
const answers = new Map(names.map((each) => [each, true]));

class PullReader extends MetricReader {
  async onForceFlush() {}
  async onShutdown() {}
}

/** Each one makes the way to collect its metrics. */
const collectors = {
  map: () => () => {},
  halyard: () => () => {},
  prometheus() {
    const registry = new Registry();
    prometheus(flags, registry, { perFlag: true });
    return () => registry.metrics();
  },
  openTelemetry() {
    const reader = new PullReader();
    openTelemetry(flags, { metrics: new MeterProvider({ readers: [reader] }) }, { perFlag: true });
    return () => reader.collect();
  },
};
const ask = name === 'map' ? (each) => answers.get(each) : (each) => flags.isEnabled(each);
const collect = collectors[name]();

await run(0.2);
const before = process.cpuUsage();
await run(seconds);
const { user, system } = process.cpuUsage(before);
process.send((user + system) / 1000 / seconds);

/** Evaluates for so many seconds, evenly, and collects at the start and every five seconds. */
async function run(length) {
  const began = performance.now();
  const total = Math.round(length * rate);
  let collectAt = 0;
  for (let done = 0; done < total;) {
    const passed = (performance.now() - began) / 1000;
    for (const due = Math.min(total, passed * rate); done < due; done++) {
      ask(names[done % FLAGS]);
    }
    if (passed >= collectAt) {
      collectAt += COLLECT_SECONDS;
      await collect();
    }
    await setTimeout(TICK_MS);
  }
}
