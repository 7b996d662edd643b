import { hostileJson } from './hostile-json.js';
import { hostileText } from './hostile-text.js';
import type { Random } from './random.js';

/** What no JSON holds, and what answers when it is read. */
const ODD: readonly ((random: Random) => unknown)[] = [
  () => undefined,
  () => Symbol('odd'),
  () => NaN,
  () => Infinity,
  () => 2n ** 64n,
  () => new Date(NaN),
  () => new Date(0),
  () => () => 'called',
  () => new Map([['plan', 'pro']]),
  () => new Set([1]),
  () => new Uint8Array(8),
  () => Object.create(null),
  () => Object.assign([], { length: 4_000_000_000 }),
  () => Object.assign([], { plan: 'pro' }),
  () => new Error('odd'),
  () => Object.freeze({ plan: 'pro' }),
  () =>
    new (class Odd {
      readonly plan = 'pro';
    })(),
  () => ({
    get plan() {
      throw new RangeError('no');
    },
  }),
  () => ({ toJSON: () => 'other', toString: () => 'other', valueOf: () => 1 }),
  (random) =>
    JSON.parse(
      `{"__proto__": ${JSON.stringify(hostileText(random))}, "constructor": {"prototype": {"x": 1}}}`,
    ),
  (random) => circular(random),
  (random) => throwing(random),
  () => new Proxy({}, { ownKeys: () => ['plan'], get: () => 'pro', has: () => true }),
  () => new Proxy([], { get: (_, key) => (key === 'length' ? 1e9 : 'x') }),
  () => Proxy.revocable({}, {}).proxy,
  () => revoked(),
];

/** Any value at all. */
export function hostileValue(random: Random, depth = 0): unknown {
  if (random.once(3)) return random.of(ODD)(random);
  if (depth > 3 || random.once(3)) return hostileJson(random, 4);
  return Object.fromEntries(
    random.list(5, () => [
      random.of(['plan', 'age', 'account', 'list', 'targetingKey', hostileText(random)]),
      hostileValue(random, depth + 1),
    ]),
  );
}

function circular(random: Random): unknown {
  const value: Record<string, unknown> = { plan: hostileText(random) };
  value['account'] = value;
  value['list'] = [value, value];
  return value;
}

/** A proxy one of whose traps throws. */
function throwing(random: Random): unknown {
  const trap = random.of(['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf']);
  return new Proxy(
    { plan: 'pro' },
    {
      [trap]() {
        throw new TypeError(trap);
      },
    },
  );
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
