// What one evaluation costs with a kind of telemetry: `node cost.mjs <contender> <settings as JSON>`. Sends µs.
import { onExposure, openTelemetry } from '@halyard/telemetry';
import { metrics } from '@opentelemetry/api';
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { subscribe } from 'node:diagnostics_channel';
import { fastestCall } from './fastest-call.mjs';
import { openFlags, USERS } from './flags.mjs';

const [name, settings] = process.argv.slice(2);
const flags = await openFlags(2, '50%');
const MANY = { delayMs: 10, batchSize: 10_000, maxQueued: 10_000_000, maxRemembered: 100_000 };
const ignoring = () => {};
const anyone = USERS[0];

const contenders = {
  none: ignoring,
  subscriber: () => subscribe('halyard:evaluation', ignoring),
  event() {
    const exporter = {
      export: (_, done) => done({ code: 0 }),
      forceFlush: async () => {},
      shutdown: async () => {},
    };
    const logs = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
    openTelemetry(flags, { metrics, logs }, { events: true, maxEventsPerSecond: 1_000_000 });
  },
  span() {
    const span = new BasicTracerProvider().getTracer('bench').startSpan('request');
    openTelemetry(flags, { metrics, trace: { getActiveSpan: () => span } }, { spans: true });
  },
  exposure: () => void onExposure(flags, ignoring, MANY),
  repeated: () => void onExposure(flags, ignoring, MANY),
};
contenders[name]();

// A split, so that each answer is decided by the key.
await flags.set('flag-1', { rules: [{ split: { a: 50, b: 50 } }], default: 'a' });
let number = 0;
const users = {
  exposure: () => ({ targetingKey: `user-${number++}-of-the-shop` }),
  repeated: () => anyone,
};
const next = users[name] ?? (() => USERS[number++ % USERS.length]);
const cost = await fastestCall(JSON.parse(settings), () => flags.getValue('flag-1', 'a', next()));
process.send(cost);
