import {
  CompositeBackend,
  EnvBackend,
  FeatureFlags,
  isFeatureFlags,
  isHalyardError,
  MemoryBackend,
} from '@halyard/core';
import { show, StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RoomStore } from '../../support/room-store.js';
import { REFUSED_DURATION, WRONG_DURATIONS } from '../../support/wrong-durations.js';

describe('opening', () => {
  const never = new Promise<never>(() => {});
  const hung = (): StoreBackend => new StoreBackend({ name: 'hung', load: () => never });

  it('serves by the other layers when a store does not answer in time', async () => {
    const env = new EnvBackend({ env: { FEATURE_FLAG: 'on' } });
    const flags = await FeatureFlags.open(new CompositeBackend([hung(), env]), {
      startTimeoutMs: 5,
      logger: false,
    });
    expect(flags.isEnabled('flag')).to.equal(true);
    await flags.close();
  });

  it('waits for a store that comes up within the time', async () => {
    const room = new RoomStore([['flag', 'on']]);
    room.shut = new Error('the door is shut');
    const opening = FeatureFlags.open(new StoreBackend(room));
    room.shut = undefined;
    const flags = await opening;
    expect(flags.isEnabled('flag')).to.equal(true);
    await flags.close();
  });

  it('goes on loading after the time is over', async () => {
    let answer = (_entries: [string, string][]): void => {};
    const slow = new StoreBackend({ name: 'slow', load: () => new Promise((resolve) => (answer = resolve)) });
    const flags = await FeatureFlags.open(slow, { startTimeoutMs: 1, logger: false });
    const changed = new Promise((resolve) => flags.onChange(resolve));
    answer([['flag', 'on']]);
    await changed;
    expect(flags.isEnabled('flag')).to.equal(true);
    await flags.close();
  });

  it('rejects when the flags are required and not there in time, naming layer and reason', async () => {
    const opening = FeatureFlags.open(new CompositeBackend([new MemoryBackend(), hung()]), {
      required: true,
      startTimeoutMs: 5,
    });
    const error = await opening.catch((reason: unknown) => reason);
    expect(isHalyardError(error, 'NOT_READY'), String(error)).to.equal(true);
    expect((error as Error).message).to.contain('hung was not read within 5 ms');
  });

  for (const [what, args, message] of [
    ['no backend', [undefined], 'needs a backend, such as new MemoryBackend(), received undefined'],
    [
      'something else for a backend',
      [{}],
      'needs a backend, such as new MemoryBackend(), received an object',
    ],
    [
      'a misspelt option',
      [new MemoryBackend(), { defualt: true }],
      'unknown option "defualt", did you mean default?',
    ],
    [
      'a wrong option',
      [new MemoryBackend(), { default: 'yes' }],
      'option "default" must be a boolean, received "yes"',
    ],
    ...WRONG_DURATIONS.map(
      (value) =>
        [
          `${show(value)} for a time`,
          [new MemoryBackend(), { startTimeoutMs: value }],
          `option "startTimeoutMs" ${REFUSED_DURATION}${show(value)}`,
        ] as const,
    ),
    [
      'undeclared flags',
      [new MemoryBackend(), { flags: {} }],
      'option "flags" must be made by defineFlags()',
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const error = await FeatureFlags.open(...(args as unknown as [MemoryBackend])).catch(
        (reason: unknown) => reason,
      );
      expect(isHalyardError(error, 'INVALID_OPTION'), String(error)).to.equal(true);
      expect((error as Error).message)
        .to.contain('FeatureFlags.open')
        .and.contain(message);
    });
  }

  it('knows a service by its brand, also one of another copy of the package', async () => {
    expect(isFeatureFlags(await FeatureFlags.open(new MemoryBackend()))).to.equal(true);
    expect(isFeatureFlags({ [Symbol.for('halyard.flags')]: true })).to.equal(true);
    for (const other of [undefined, null, {}, 'flags', new MemoryBackend()])
      expect(isFeatureFlags(other)).to.equal(false);
  });
});
