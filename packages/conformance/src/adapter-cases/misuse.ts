import assert from 'node:assert/strict';
import { FeatureFlags, isHalyardError, MemoryBackend } from '@halyard/core';
import type { AdapterLab } from '../adapter-lab.js';
import type { AdapterNeed } from '../adapter-subject.js';
import type { AdapterCase } from './adapter-case.js';

const noop = (): void => {};

/** A call as it is without a type checker. */
type Untyped = (...args: readonly unknown[]) => unknown;

function untyped(
  lab: AdapterLab,
): Record<'featureFlags' | 'flagStatus' | 'makeFlagGate' | 'makeKillSwitch' | 'whenEnabled', Untyped> {
  return lab.adapter as unknown as ReturnType<typeof untyped>;
}

function refusal(
  code: 'INVALID_NAME' | 'INVALID_OPTION',
  name: string,
  call: (adapter: ReturnType<typeof untyped>) => unknown,
  // Adapters may leave out the `make` before the names of gates.
  sentence: RegExp,
  needs?: AdapterNeed,
): AdapterCase {
  return {
    name: `refuses ${name}, and says so`,
    ...(needs && { needs }),
    async test(lab) {
      assert.throws(
        () => call(untyped(lab)),
        (error) => {
          assert.ok(isHalyardError(error, code), String(error));
          assert.match(error.message, sentence);
          return true;
        },
      );
    },
  };
}

const name = refusal.bind(undefined, 'INVALID_NAME');
const option = refusal.bind(undefined, 'INVALID_OPTION');

export const misuseCases: readonly AdapterCase[] = [
  name(
    'a name that is not a string',
    (it) => it.makeFlagGate(42),
    /FlagGate: .*must be a string, received number/,
  ),
  name('no name', (it) => it.makeKillSwitch(), /KillSwitch: .*must be a string/),
  name('an empty name', (it) => it.whenEnabled('', noop), /whenEnabled: .*must not be empty/, 'handlers'),
  name('a name with a space', (it) => it.makeFlagGate('new checkout'), /white space/),
  name(
    'the flags before the name',
    (it) => it.makeFlagGate(FeatureFlags.lazy(new MemoryBackend()), 'a'),
    /FlagGate: the name of the flag comes first, such as \w*FlagGate\('new_checkout', …\), received an object/,
  ),
  name(
    'the handler before the name',
    (it) => it.whenEnabled(noop, 'a'),
    /whenEnabled: the name of the flag comes first, such as whenEnabled\('new_checkout', …\), received a function/,
    'handlers',
  ),
  name('the name of a segment', (it) => it.makeFlagGate('$segment.staff'), /segment/),
  option(
    'a misspelt option',
    (it) => it.makeFlagGate('a', { statuscode: 403 }),
    /FlagGate\("a"\).*"statuscode".*statusCode/,
  ),
  option(
    'a misspelt option of a kill switch',
    (it) => it.makeKillSwitch('a', { retryAfterSecond: 1 }),
    /did you mean retryAfterSeconds/,
  ),
  option(
    'mounting something that is not a service',
    (it) => it.featureFlags({}, {}),
    /needs what FeatureFlags\.open/,
  ),
  option(
    'options that are not an object',
    (it) => it.makeFlagGate('a', 'off'),
    /must be an object, received "off"/,
  ),
  option('null for options', (it) => it.makeFlagGate('a', null), /must be an object, received null/),
  option(
    'enabled that is not a boolean',
    (it) => it.makeFlagGate('a', { enabled: 'yes' }),
    /"enabled" must be a boolean, received "yes"/,
  ),
  option('an empty list of variants', (it) => it.makeFlagGate('a', { variant: [] }), /"variant" must be/),
  option(
    'a status that is not a failure',
    (it) => it.makeFlagGate('a', { statusCode: 200 }),
    /400 to 599, received 200/,
  ),
  option('a status out of range', (it) => it.makeFlagGate('a', { statusCode: 600 }), /400 to 599/),
  option(
    'a header that could split the answer',
    (it) => it.makeFlagGate('a', { headers: { 'X-A': 'b\r\nX-C: d' } }),
    /"headers" must be.*X-A/,
  ),
  option(
    'a header name that is none',
    (it) => it.makeFlagGate('a', { headers: { 'X A': 'b' } }),
    /"X A" is not a header name/,
  ),
  option(
    'a header that the gate sets itself',
    (it) => it.makeFlagGate('a', { headers: { 'cache-control': 'public' } }),
    /without cache-control/,
  ),
  option(
    'seconds that are not whole',
    (it) => it.makeFlagGate('a', { retryAfterSeconds: 1.5 }),
    /whole number/,
  ),
  option(
    'a context that is not a function',
    (it) => it.makeFlagGate('a', { context: {} }),
    /"context" must be a function/,
  ),
  option(
    'flags that are not a service',
    (it) => it.makeFlagGate('a', { flags: {} }),
    /"flags" must be what FeatureFlags\.open/,
  ),
  option(
    'an unknown onClosed',
    (it) => it.makeFlagGate('a', { onClosed: 'ignore' }),
    /"onClosed" must be "respond", "error" or a function/,
  ),
  option(
    'onClosed "next" in a gate',
    (it) => it.makeFlagGate('a', { onClosed: 'next' }),
    /would run what the gate closes.*whenEnabled/,
  ),
  option(
    'onClosed "next" in a kill switch',
    (it) => it.makeKillSwitch('a', { onClosed: 'next' }),
    /whenEnabled/,
  ),
  option(
    'enabled in a kill switch',
    (it) => it.makeKillSwitch('a', { enabled: true }),
    /"enabled" has no effect/,
  ),
  option(
    'an answer beside an onClosed function',
    (it) => it.makeFlagGate('a', { onClosed: noop, statusCode: 403 }),
    /"statusCode" has no effect/,
  ),
  option(
    'an answer beside onClosed "next"',
    (it) => it.whenEnabled('a', noop, { onClosed: 'next', detail: 'x' }),
    /"detail" has no effect/,
    'handlers',
  ),
  option(
    'an answer beside a second handler',
    (it) => it.whenEnabled('a', noop, noop, { code: 'X' }),
    /"code" has no effect, because the second handler/,
    'handlers',
  ),
  option(
    'onClosed beside a second handler',
    (it) => it.whenEnabled('a', noop, noop, { onClosed: 'error' }),
    /"onClosed" has no effect/,
    'handlers',
  ),
  option(
    'a handler that is not a function',
    (it) => it.whenEnabled('a', 'handler'),
    /handler must be a function, received "handler"/,
    'handlers',
  ),
  option(
    'a second handler that is not a function',
    (it) => it.whenEnabled('a', noop, {}, {}),
    /second handler must be a function/,
    'handlers',
  ),
  option('flags that were not awaited', (it) => it.featureFlags(Promise.resolve()), /await/),
  option(
    'the status of something that is not a service',
    (it) => it.flagStatus({}),
    /flagStatus: needs what FeatureFlags\.open/,
    'handlers',
  ),
  {
    name: 'refuses a misspelt option of featureFlags, and says so',
    async test(lab) {
      const flags = await lab.flags();
      assert.throws(() => untyped(lab).featureFlags(flags, { contxt: noop }), /did you mean context/);
      assert.throws(() => untyped(lab).featureFlags(flags, { context: {} }), /"context" must be a function/);
    },
  },
  {
    name: 'takes an option that is undefined for one that is not there',
    async test(lab) {
      const flags = await lab.flags({ gated: false });
      const gate = untyped(lab).makeFlagGate('gated', { flags, statusCode: undefined, headers: undefined });
      assert.equal((await (await lab.serve(gate)).request()).status, 404);
    },
  },
  {
    name: 'does not look at its options again, nor change them',
    async test(lab) {
      const flags = await lab.flags({ gated: { variants: { a: 1, b: 2 }, default: 'a', rules: [] } });
      const variant = ['a'];
      const options = Object.freeze({ flags, variant });
      const gate = untyped(lab).makeFlagGate('gated', options);
      variant[0] = 'b';
      assert.equal((await (await lab.serve(gate, lab.behind().middleware)).request()).status, 200);
    },
  },
  {
    name: 'names its middleware, for stack traces and lists of middleware',
    needs: 'handlers',
    async test(lab) {
      const { featureFlags, makeFlagGate, makeKillSwitch, whenEnabled } = untyped(lab);
      const made = [
        featureFlags(await lab.flags()),
        makeFlagGate('a'),
        makeKillSwitch('a'),
        whenEnabled('a', noop),
      ];
      assert.deepEqual(
        made.map((middleware) => (middleware as { name?: unknown }).name),
        ['featureFlagsMiddleware', 'flagGateMiddleware', 'killSwitchMiddleware', 'whenEnabledMiddleware'],
      );
    },
  },
];
