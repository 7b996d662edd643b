import { CompositeBackend, EnvBackend, FeatureFlags, persistent } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { RoomStore } from '../../support/room-store.js';
import { until } from '../../support/until.js';

describe('persistent(backend, file)', () => {
  let directory: string;
  let file: string;
  const opened: FeatureFlags[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'halyard-'));
    file = join(directory, 'flags');
  });
  afterEach(async () => {
    for (const flags of opened.splice(0)) await flags.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function open(room: RoomStore, path = file): Promise<FeatureFlags> {
    const startTimeoutMs = room.shut ? 300 : 10_000;
    const flags = await FeatureFlags.open(persistent(new StoreBackend(room), path), {
      startTimeoutMs,
      logger: false,
    });
    opened.push(flags);
    return flags;
  }

  /** Opens and closes once, so that the file holds these flags. */
  async function yesterday(...stored: [string, string][]): Promise<void> {
    const flags = await open(new RoomStore(stored));
    await flags.close();
  }

  function shut(stored: [string, string][] = []): RoomStore {
    const room = new RoomStore(stored);
    room.shut = new Error('the door is shut');
    return room;
  }

  it('has the flags of yesterday when the store is away, and says so', async () => {
    await yesterday(['flag', 'on'], ['ramp', '{"rules":[{"rollout":100}]}']);
    const flags = await open(shut());
    await until('the saved flags are read', () => flags.isEnabled('flag'));
    expect(flags.isEnabled('ramp')).to.equal(true);
    const { state, reason, flags: count } = flags.status();
    expect({ state, count }).to.deep.equal({ state: 'stale', count: 2 });
    expect(reason).to.match(/^the flags are those saved at 20.*Z: the door is shut$/);
  });

  it('answers from the store as soon as that does', async () => {
    await yesterday(['flag', 'on'], ['gone', 'on']);
    const room = shut([['flag', 'off']]);
    const flags = await open(room);
    room.shut = undefined;
    await until('the store answers', () => flags.status().state !== 'stale');
    expect(flags.isEnabled('flag')).to.equal(false);
    expect(flags.definition('gone')).to.equal(undefined);
  });

  it('answers, and saves nothing, while the store has no flags, until one is written', async () => {
    await yesterday(['flag', 'on'], ['gone', 'on']);
    for (const room of [new RoomStore([]), shut()]) {
      const flags = await open(room);
      room.shut = undefined;
      await until('the store answers', () => flags.status().reason?.includes('has none'));
      expect(flags.status()).to.include({ state: 'stale', flags: 2 });
      expect(flags.status().reason).to.match(
        /^the flags are those saved at 20.*Z: room has none, which may be a loss of data; set one to have its flags answer$/,
      );
      expect(flags.isEnabled('flag')).to.equal(true);
      await flags.close();
    }
    const flags = await open(new RoomStore([]));
    await flags.set('flag', false);
    expect(flags.status().state).not.to.equal('stale');
    await flags.delete('flag');
    expect(flags.all()).to.deep.equal([]);
    await flags.close();
    const again = await open(new RoomStore([]));
    expect(again.status().state).not.to.equal('stale');
  });

  it('saves each change, several at once together', async () => {
    const flags = await open(new RoomStore([['flag', 'on']]));
    await Promise.all(Array.from({ length: 50 }, (_, i) => flags.set(`flag_${i}`, true)));
    await flags.set('flag', false);
    await flags.close();
    const again = await open(shut());
    await until('the saved flags are read', () => again.all().length === 51);
    expect(again.isEnabled('flag')).to.equal(false);
    expect(await readdir(directory)).to.deep.equal(['flags']);
  });

  it('leaves the layers below to answer when nothing was ever saved', async () => {
    const env = new EnvBackend({ env: { FEATURE_FLAG: 'on' } });
    const flags = await FeatureFlags.open(
      new CompositeBackend([persistent(new StoreBackend(shut()), file), env]),
      { startTimeoutMs: 10, logger: false },
    );
    opened.push(flags);
    expect(flags.isEnabled('flag')).to.equal(true);
    expect(flags.status().layers?.[0]?.state).to.equal('failed');
  });

  for (const [what, spoil, sentence] of [
    ['truncated', (text: string) => text.slice(0, -10), 'is damaged: its checksum is wrong'],
    ['emptied', () => '', 'is not a file of saved flags'],
    ['changed by hand', (text: string) => text.replace('"on"', '"off"'), 'is damaged: its checksum is wrong'],
    ['of something else', () => '{"flag":"on"}', 'is not a file of saved flags'],
    [
      'of another format',
      (text: string) => text.replace('/1', '/0'),
      'has the format halyard-flags/0, this version reads',
    ],
  ] as const) {
    it(`does not use a file that is ${what}, says why, and overwrites it in time`, async () => {
      await yesterday(['flag', 'on']);
      await writeFile(file, spoil(await readFile(file, 'utf8')));
      const room = shut([['flag', 'on']]);
      const flags = await open(room);
      await until('it says why', () => flags.status().layers?.[1]?.reason?.includes(sentence));
      expect(flags.isEnabled('flag')).to.equal(false);
      room.shut = undefined;
      await until('the file is good again', () => flags.status().layers?.[1]?.state === 'live');
      await flags.close();
      const again = await open(shut());
      await until('the saved flags are read', () => again.isEnabled('flag'));
    });
  }

  it('serves on and says so when the file can not be written', async () => {
    const flags = await open(new RoomStore([['flag', 'on']]), join(directory, 'no', 'such', 'directory'));
    await until('it says so', () => flags.status().layers?.[1]?.state === 'stale');
    expect(flags.status().layers?.[1]?.reason).to.contain('could not save: ENOENT');
    expect(flags.isEnabled('flag')).to.equal(true);
    expect(flags.status().state).to.equal('live');
  });

  it('has a file for its owner only, and keeps the mode that it is given', async () => {
    await yesterday(['flag', 'on']);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    await chmod(file, 0o640);
    await yesterday(['flag', 'off']);
    expect((await stat(file)).mode & 0o777).to.equal(0o640);
  });

  it('writes through no link that was planted in the folder, and removes old drafts', async () => {
    const old = join(directory, `.flags.${randomUUID()}.tmp`);
    const young = join(directory, `.flags.${randomUUID()}.tmp`);
    const victim = join(directory, 'victim');
    for (const each of [old, young, victim]) await writeFile(each, 'precious');
    await utimes(old, 0, 0);
    await symlink(victim, `${file}.${process.pid}.new`);
    await yesterday(['flag', 'on']);
    expect(await readFile(victim, 'utf8')).to.equal('precious');
    expect(await readdir(directory))
      .to.include(basename(young))
      .and.not.include(basename(old));
  });

  it('refuses what is no path', () => {
    expect(() => persistent(new StoreBackend(shut()), undefined as never)).to.throw(
      'must be a path, received undefined',
    );
  });
});
