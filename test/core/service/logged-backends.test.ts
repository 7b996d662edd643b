import {
  CompositeBackend,
  EnvBackend,
  FeatureFlags,
  MemoryBackend,
  mirrored,
  persistent,
} from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordingLogger } from '../../support/recording-logger.js';
import { RoomStore } from '../../support/room-store.js';
import { until } from '../../support/until.js';

describe('the log of a backend', () => {
  let logger: RecordingLogger;
  let room: RoomStore;
  let flags: FeatureFlags;

  beforeEach(() => {
    logger = new RecordingLogger();
    room = new RoomStore([['flag', 'on']]);
  });

  afterEach(() => flags.close());

  const store = (): StoreBackend => new StoreBackend(room, { pollMs: 5, livePollMs: 5 });
  const shut = (why: string): void => {
    room.shut = new Error(why);
  };
  const logged = (line: string): Promise<unknown> =>
    until(`it logs ${line}`, () => logger.lines.includes(line));

  it('has nothing of a start without trouble, of flips, and of closing', async () => {
    flags = await FeatureFlags.open(new CompositeBackend([store(), new EnvBackend({ env: {} })]), { logger });
    await flags.disable('flag');
    await flags.close();
    expect(logger.lines).to.deep.equal([]);
  });

  it('has once that a layer is stale, and its recovery, and that again', async () => {
    flags = await FeatureFlags.open(new CompositeBackend([store(), new MemoryBackend()]), { logger });
    for (let i = 0; i < 2; i++) {
      logger.lines.length = 0;
      shut('the door is shut');
      await logged('error halyard: room is stale: the door is shut');
      const loads = room.loads;
      shut('another reason');
      await until('it tries again', () => room.loads > loads + 1);
      room.shut = undefined;
      await logged('info halyard: room is live again');
      expect(logger.lines.length).to.equal(2);
    }
  });

  it('has a layer that could not be read at the start, once it is waited for no longer', async () => {
    shut('the door\nis shut');
    flags = await FeatureFlags.open(new CompositeBackend([new MemoryBackend(), store()]), {
      logger,
      startTimeoutMs: 5,
    });
    expect(logger.lines).to.deep.equal([
      String.raw`error halyard: room could not be read yet: the door\u000ais shut`,
    ]);
    room.shut = undefined;
    await logged('info halyard: room is live now');
  });

  it('has nothing of a store that comes up in time, and leaves what is required to the error', async () => {
    shut('the door is shut');
    const opening = FeatureFlags.open(store(), { logger });
    room.shut = undefined;
    flags = await opening;
    shut('the door is shut');
    const required = FeatureFlags.open(store(), { logger, required: true, startTimeoutMs: 5 });
    await required.catch(() => {});
    expect(logger.lines.filter((line) => !line.includes('room is'))).to.deep.equal([]);
  });

  it('has invalid texts, at the start and later, each once for what is wrong', async () => {
    room.texts.set('typo', 'onn');
    flags = await FeatureFlags.open(store(), { logger });
    expect(logger.lines).to.deep.equal([
      'warn halyard: flag "typo" in room is invalid: "onn" is not understood and counts as off, did you mean on?',
    ]);
    logger.lines.length = 0;
    room.change('flag', '{"rules":[{"rolout":5}]}');
    room.change('$segment.staff', '[]');
    await until('both are logged', () => logger.lines.length === 2);
    expect(logger.lines).to.have.members([
      'warn halyard: flag "flag" in room is invalid: rules[0].rolout: unknown key, did you mean rollout? (its last valid definition answers)',
      'warn halyard: segment "staff" in room is invalid: a segment is a condition in JSON, such as {"plan": "pro"} (rules that refer to it do not match)',
    ]);
    room.change('other', 'on');
    await until('it is read', () => flags.has('other'));
    expect(logger.lines).to.have.length(2);
    room.change('flag', 'on');
    await until('it is valid', () => flags.status().invalid.every(({ name }) => name !== 'flag'));
    room.change('flag', '{"rules":[{"rolout":5}]}');
    await until('it is logged again', () => logger.lines.length === 3);
  });

  it('names ten invalid texts of one change, and counts the others', async () => {
    flags = await FeatureFlags.open(store(), { logger });
    for (let i = 0; i < 15; i++) room.texts.set(`bad_${i}`, '{');
    room.watcher!.changed();
    await until('they are logged', () => logger.lines.length === 11);
    expect(logger.lines[10]).to.equal(
      'warn halyard: 5 more flags in room are invalid; flags.status() lists them',
    );
  });

  it('cuts a reason that is a whole page', async () => {
    shut('x'.repeat(100_000));
    flags = await FeatureFlags.open(store(), { logger, startTimeoutMs: 5 });
    expect(logger.lines[0]).to.have.length.below(1100);
  });

  it('has what a store reports as a problem, once until it is over', async () => {
    let problem: string | undefined = 'writes are not logged';
    const reporting = { name: 'room', load: () => room.load(), problem: () => problem };
    flags = await FeatureFlags.open(new StoreBackend(reporting, { pollMs: 5 }), { logger });
    expect(flags.status()).to.include({ state: 'polling', problem });
    expect(logger.lines).to.deep.equal(['warn halyard: room: writes are not logged']);
    const loads = room.loads;
    await until('it is read again', () => room.loads > loads + 1);
    problem = undefined;
    await until('it is over', () => !('problem' in flags.status()));
    problem = 'writes are not logged';
    await until('it is logged again', () => logger.lines.length === 2);
  });

  it('has a copy that is behind, its recovery, and what was never copied', async () => {
    flags = await FeatureFlags.open(mirrored(new MemoryBackend(), [new StoreBackend(room)]), { logger });
    await flags.set('fine', true);
    expect(logger.lines).to.deep.equal([]);
    shut('the door is shut');
    await flags.set('flag', '10%');
    await flags.set('flag', '20%');
    room.shut = undefined;
    await logged('info halyard: the copy in room is up to date again');
    shut('the door is shut');
    await flags.set('late', true);
    await flags.close();
    expect(logger.lines).to.deep.equal([
      'error halyard: the copy in room is behind: 1 not copied yet (flag): room did not store flag "flag": the door is shut',
      'info halyard: the copy in room is up to date again',
      'error halyard: the copy in room is behind: 1 not copied yet (late): room did not store flag "late": the door is shut',
      'warn halyard: room: closed before these flags were copied: late',
    ]);
  });

  it('has a file of saved flags that is damaged, and the copies below one once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'halyard-'));
    const file = join(folder, 'saved');
    await writeFile(file, 'something else');
    const backend = persistent(mirrored(new MemoryBackend(), [store()]), file);
    flags = await FeatureFlags.open(backend, { logger });
    await logged('info halyard: saved is live again');
    expect(logger.lines[0]).to.equal(`error halyard: saved is stale: ${file} is not a file of saved flags`);
    logger.lines.length = 0;
    shut('the door is shut');
    await logged('error halyard: the copy in room is behind: the door is shut');
    expect(logger.lines.length).to.equal(1);
    await flags.close();
    await rm(folder, { recursive: true });
  });

  it('has nothing of a service that is closed while it opens', async () => {
    shut('the door is shut');
    flags = FeatureFlags.lazy(store(), { logger, startTimeoutMs: 20 });
    const opening = flags.ready();
    await flags.close();
    await opening;
    expect(logger.lines).to.deep.equal([]);
  });

  it('has nothing before a lazy service is used', async () => {
    shut('the door is shut');
    flags = FeatureFlags.lazy(store(), { logger, startTimeoutMs: 5 });
    flags.status();
    expect(logger.lines).to.deep.equal([]);
    flags.isEnabled('flag');
    await flags.ready();
    expect(logger.lines).to.deep.equal(['error halyard: room could not be read yet: the door is shut']);
  });
});
