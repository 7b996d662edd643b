import { type EvaluationContext, FeatureFlags, MemoryBackend } from '@halyard/core';
import {
  type Exposure,
  type ExposureOptions,
  type Exposures,
  type ExposureSink,
  onExposure,
} from '@halyard/telemetry';
import { expect } from 'chai';
import { RecordingLogger } from '../support/recording-logger.js';
import { until } from '../support/until.js';

const FLAGS = {
  plain: 'on',
  layout: {
    variants: { control: 1, rich: 2 },
    default: 'control',
    rules: [{ when: { plan: 'pro' }, serve: 'rich' }],
  },
  button: { default: 'green', rules: [{ split: { green: 50, orange: 50 } }] },
  page_size: { default: 20, rules: [{ when: { plan: 'pro' }, serve: 50 }] },
} as const;

const ANA = { targetingKey: 'ana', plan: 'pro' };

/** A promise to settle from outside. */
function deferred(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } {
  let settle!: Pick<ReturnType<typeof deferred>, 'resolve' | 'reject'>;
  const promise = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
  return { promise, ...settle };
}

describe('onExposure', () => {
  let flags: FeatureFlags;
  let exposures: Exposures | undefined;
  let logger: RecordingLogger;
  let batches: (readonly Exposure[])[];

  beforeEach(async () => {
    flags = await FeatureFlags.open(new MemoryBackend(FLAGS), { logger: false });
    logger = new RecordingLogger();
    batches = [];
  });

  afterEach(async () => {
    await exposures?.close();
    exposures = undefined;
    await flags.close();
  });

  function start(
    options: ExposureOptions = {},
    sink: ExposureSink = (batch) => void batches.push(batch),
  ): Exposures {
    exposures = onExposure(flags, sink, { logger, ...options });
    return exposures;
  }

  /** What the sink got, after it got all there is: `flag key variant`. */
  async function reported(): Promise<string[]> {
    await exposures!.flush();
    return batches.flat().map(({ flag, key, variant }) => `${flag} ${key} ${variant}`);
  }

  describe('reports', () => {
    it('who was given which variant, with the reason, the version and the time', async () => {
      start();
      const before = Date.now();
      flags.getValue('layout', 0, ANA);
      await exposures!.flush();
      const [[{ time, ...exposure }]] = batches as [[Exposure]];
      expect(exposure).to.deep.equal({
        flag: 'layout',
        key: 'ana',
        variant: 'rich',
        reason: 'TARGETING_MATCH',
        version: flags.definition('layout')!.version,
      });
      expect(time).to.be.within(before, Date.now());
    });

    it('both sides of a split', async () => {
      start();
      for (let i = 0; i < 50; i++) flags.getValue('button', 'green', { targetingKey: i });
      const variants = (await reported()).map((line) => line.split(' ')[2]);
      expect(variants).to.have.length(50).and.include('green').and.include('orange');
    });

    it('answers by every way to ask', async () => {
      const asked: ((context: EvaluationContext) => unknown)[] = [
        (context) => flags.isEnabled('layout', context),
        (context) => flags.getDetails('layout', 0, context),
        (context) => flags.at(context).getValue('layout', 0),
        (context) => flags.at(context).decide('layout'),
        (context) => flags.evaluate('Layout', context),
      ];
      start();
      for (const [index, ask] of asked.entries()) ask({ ...ANA, targetingKey: `user-${index}` });
      expect(await reported()).to.deep.equal(asked.map((_, index) => `layout user-${index} rich`));
    });

    it('the key that it is told to make, or nothing', async () => {
      start({ key: ({ account }) => account as string | undefined });
      flags.getValue('layout', 0, { ...ANA, account: 'acme' });
      flags.getValue('layout', 0, ANA);
      expect(await reported()).to.deep.equal(['layout acme rich']);
    });

    it('only the flags that are named', async () => {
      start({ flags: ['button'] });
      flags.getValue('layout', 0, ANA);
      flags.getValue('button', 'green', ANA);
      expect(await reported()).to.have.length(1);
      expect((await reported())[0]).to.match(/^button /);
    });
  });

  describe('does not report', () => {
    const CASES: Readonly<Record<string, () => unknown>> = {
      'the default of a flag': () => flags.getValue('layout', 0, { targetingKey: 'ana' }),
      'a flag that is the same for everyone': () => flags.isEnabled('plain', ANA),
      'a missing flag': () => flags.isEnabled('unknown', ANA),
      'a value of another type than asked for': () => flags.getDetails('layout', 'text', ANA),
      'an answer without a variant': () => flags.getValue('page_size', 0, ANA),
      'a context without a key': () => flags.getValue('layout', 0, { plan: 'pro' }),
      'no context': () => flags.getValue('layout', 0),
      'an overridden flag': () => {
        flags.override('layout', 'rich');
        return flags.getValue('layout', 0, ANA);
      },
      'a disabled flag': async () => {
        await flags.disable('layout');
        return flags.getValue('layout', 0, ANA);
      },
      'an explanation': () => flags.explain('layout', ANA),
      'what another service answers': async () => {
        const other = await FeatureFlags.open(new MemoryBackend(FLAGS), { logger: false });
        other.getValue('layout', 0, ANA);
        await other.close();
      },
      'what comes after it is closed': async () => {
        await exposures!.close();
        flags.getValue('layout', 0, ANA);
      },
    };
    for (const [what, evaluate] of Object.entries(CASES)) {
      it(what, async () => {
        start();
        await evaluate();
        expect(await reported()).to.deep.equal([]);
      });
    }
  });

  describe('in a window', () => {
    it('reports the same key, flag and variant once', async () => {
      start();
      for (let i = 0; i < 3; i++) flags.getValue('layout', 0, ANA);
      flags.getValue('layout', 0, { ...ANA, targetingKey: 'ben' });
      await flags.set('layout', { ...FLAGS.layout, rules: [{ when: { plan: 'pro' }, serve: 'control' }] });
      flags.getValue('layout', 0, ANA);
      expect(await reported()).to.deep.equal(['layout ana rich', 'layout ben rich', 'layout ana control']);
    });

    it('reports it again when the window is over', async () => {
      start({ windowMs: 1 });
      await until('a second report', async () => {
        flags.getValue('layout', 0, ANA);
        return (await reported()).length >= 2;
      });
    });

    it('remembers a number of them, the latest ones', async () => {
      start({ maxRemembered: 2 });
      for (const key of ['a', 'b', 'c', 'b', 'c', 'a'])
        flags.getValue('layout', 0, { ...ANA, targetingKey: key });
      const keys = (await reported()).map((line) => line.split(' ')[1]);
      expect(keys).to.deep.equal(['a', 'b', 'c', 'a']);
    });
  });

  describe('gives batches', () => {
    const evaluate = (count: number, prefix = 'user'): void => {
      for (let i = 0; i < count; i++) flags.getValue('layout', 0, { ...ANA, targetingKey: `${prefix}-${i}` });
    };

    it('of a size, one after another, and not inside an evaluation', async () => {
      const gates: ReturnType<typeof deferred>[] = [];
      start({ batchSize: 2, delayMs: 1 }, (batch) => {
        batches.push(batch);
        gates.push(deferred());
        return gates.at(-1)!.promise;
      });
      evaluate(5);
      expect(batches).to.deep.equal([]);
      for (const size of [2, 2, 1]) {
        const number = gates.length + 1;
        const gate = await until('a batch', () => gates[number - 1]);
        expect([batches.length, batches.at(-1)!.length]).to.deep.equal([number, size]);
        gate.resolve();
      }
      await exposures!.flush();
      expect(exposures!.counts()).to.deep.equal({ reported: 5, queued: 0, dropped: 0 });
    });

    it('after a while when there are few', async () => {
      start({ delayMs: 1 });
      evaluate(1);
      await until('a batch', () => batches.length === 1);
    });

    it('again when the sink failed, and says so once', async () => {
      let isDown = true;
      start({}, (batch) => {
        if (isDown) throw new Error('the collector is down');
        batches.push(batch);
      });
      evaluate(2);
      await exposures!.flush();
      await exposures!.flush();
      expect(exposures!.counts()).to.deep.equal({ reported: 0, queued: 2, dropped: 0 });
      expect(logger.lines).to.deep.equal([
        'error halyard: exposures can not be reported: the collector is down',
      ]);
      isDown = false;
      expect(await reported()).to.deep.equal(['layout user-0 rich', 'layout user-1 rich']);
      expect(logger.lines.slice(1)).to.deep.equal(['info halyard: exposures are reported again']);
    });

    it('by itself after a failure', async () => {
      let attempts = 0;
      start({ delayMs: 1 }, (batch) => {
        if (++attempts === 1) throw new Error('once');
        batches.push(batch);
      });
      evaluate(1);
      await until('a second attempt', () => batches.length === 1);
    });

    it('up to a number that waits; others are dropped, counted, and reported when they come again', async () => {
      const gate = deferred();
      start({ maxQueued: 3 }, async (batch) => {
        await gate.promise;
        batches.push(batch);
      });
      evaluate(5);
      expect(exposures!.counts()).to.deep.equal({ reported: 0, queued: 3, dropped: 2 });
      expect(logger.lines).to.deep.equal([
        'warn halyard: exposures are dropped, because 3 wait for the sink already',
      ]);
      gate.resolve();
      await exposures!.flush();
      evaluate(5);
      expect(await reported()).to.deep.equal([0, 1, 2, 3, 4].map((i) => `layout user-${i} rich`));
    });

    it('with a signal that ends when the sink takes too long', async () => {
      let given: AbortSignal | undefined;
      exposures = onExposure(
        flags,
        (_, signal) => {
          given = signal;
          return new Promise(() => {});
        },
        { logger, timeoutMs: 1 },
      );
      evaluate(1);
      await exposures.flush();
      expect(given?.aborted).to.equal(true);
      expect(logger.lines[0]).to.include('the sink did not take them within 1 ms');
    });

    it('a last time when it is closed', async () => {
      start();
      evaluate(3);
      await exposures!.close();
      expect(batches.flat()).to.have.length(3);
    });

    it('a last time in vain, for a limited time', async () => {
      start({ timeoutMs: 1 }, () => new Promise(() => {}));
      evaluate(3);
      await exposures!.close();
      expect(exposures!.counts()).to.deep.equal({ reported: 0, queued: 0, dropped: 3 });
      expect(logger.lines.at(-1)).to.equal(
        'warn halyard: exposures are dropped, because the sink did not take them before it was closed',
      );
    });
  });

  it('rejects a wrong sink and wrong options', () => {
    expect(() => onExposure(flags, 'https://collector' as never)).to.throw(
      'onExposure: the sink must be a function, received "https://collector"',
    );
    expect(() => onExposure(flags, () => {}, { windowMS: 1 } as never)).to.throw('did you mean windowMs?');
    expect(() => onExposure(flags, () => {}, { flags: 'button' } as never)).to.throw(
      'must be a list of names',
    );
    expect(() => onExposure({} as never, () => {})).to.throw('onExposure: needs what FeatureFlags.open()');
  });
});
