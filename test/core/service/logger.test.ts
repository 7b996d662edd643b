import { FeatureFlags, isHalyardError, type Logger, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { mock } from 'node:test';
import { RecordingLogger } from '../../support/recording-logger.js';

describe('the logger', () => {
  const backend = (): MemoryBackend => new MemoryBackend({ new_search: '25%' });

  it('is standard error by default, one plain line each', async () => {
    const [warn, error, log] = [
      mock.method(console, 'warn', () => {}),
      mock.method(console, 'error', () => {}),
      mock.method(console, 'log', () => {}),
    ];
    try {
      const flags = await FeatureFlags.open(backend());
      flags.isEnabled('new_serch' as never);
      expect(warn.mock.calls.map((call) => call.arguments)).to.deep.equal([
        ['halyard: flag "new_serch" does not exist; did you mean "new_search"?'],
      ]);
      expect([error.mock.callCount(), log.mock.callCount()]).to.deep.equal([0, 0]);
    } finally {
      mock.restoreAll();
    }
  });

  it('is silent where the option is false', async () => {
    const warn = mock.method(console, 'warn', () => {});
    try {
      const flags = await FeatureFlags.open(backend(), { logger: false });
      flags.isEnabled('unknown');
      flags.isEnabled('new_search');
      expect(warn.mock.callCount()).to.equal(0);
    } finally {
      mock.restoreAll();
    }
  });

  it('has its functions called as methods, as pino needs', async () => {
    const logger = new RecordingLogger();
    const flags = FeatureFlags.lazy(backend(), { logger });
    await flags.ready();
    flags.isEnabled('unknown');
    expect(logger.lines).to.deep.equal([
      'warn halyard: flag "unknown" does not exist; store it, or declare it with defineFlags',
    ]);
  });

  it('may be the console, a function with the three methods, or undefined', async () => {
    const callable = Object.assign(() => {}, { info() {}, warn() {}, error() {} });
    for (const logger of [console, callable, undefined]) {
      await FeatureFlags.open(backend(), { logger } as { logger: Logger });
    }
  });

  for (const logger of [true, null, 'console', {}, { info() {}, warn() {} }, console.warn]) {
    it(`is refused when it is ${typeof logger === 'function' ? 'a function' : JSON.stringify(logger)}`, async () => {
      const error: unknown = await FeatureFlags.open(backend(), { logger } as never).catch(
        (reason: unknown) => reason,
      );
      expect(isHalyardError(error, 'INVALID_OPTION'), String(error)).to.equal(true);
      expect((error as Error).message).to.match(
        /^FeatureFlags\.open: option "logger" must be false or an object with the functions info, warn and error, received /,
      );
    });
  }

  for (const [what, fail] of [
    [
      'throws',
      () => {
        throw new Error('no disk');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no disk'))],
  ] as const) {
    it(`that ${what} hurts no one`, async () => {
      const flags = await FeatureFlags.open(backend(), { logger: { info: fail, warn: fail, error: fail } });
      expect(flags.isEnabled('unknown', true)).to.equal(true);
      expect(flags.isEnabled('new_search', {})).to.equal(false);
      await new Promise(setImmediate);
    });
  }

  it('gets one line, whatever a name holds', async () => {
    const logger = new RecordingLogger();
    const flags = await FeatureFlags.open(backend(), { logger });
    flags.isEnabled('a\nhalyard: forged\u001B[2J\u0085\u2028\u202E');
    flags.isEnabled('x'.repeat(256));
    expect(logger.lines[0]).to.equal(
      String.raw`warn halyard: flag "a\nhalyard: forged\u001b[2J\u0085\u2028\u202e" does not exist; store it, or declare it with defineFlags`,
    );
    expect(logger.lines[1]).to.contain(`flag "${'x'.repeat(60)}…" does not exist`);
  });

  it('may ask flags itself', async () => {
    const lines: string[] = [];
    const warn = (line: string): void => {
      lines.push(line);
      flags.isEnabled(`asked by the logger ${lines.length}`);
    };
    const flags: FeatureFlags = await FeatureFlags.open(backend(), {
      logger: { info: warn, warn, error: warn },
    });
    flags.isEnabled('unknown');
    expect(lines.length).to.be.greaterThan(1).and.at.most(101);
  });

  it('hears once of each onChange listener that throws', async () => {
    const logger = new RecordingLogger();
    const flags = await FeatureFlags.open(backend(), { logger });
    flags.onChange(() => {
      throw new Error('a fault');
    });
    await flags.enable('new_search');
    await flags.disable('new_search');
    expect(logger.lines).to.deep.equal(['error halyard: a listener given to onChange threw: a fault']);
  });
});
