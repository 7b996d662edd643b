import { isHalyardError } from '@halyard/core';
import { replaceFile } from '@halyard/core/store';
import { FileBackend } from '@halyard/file';
import { expect } from 'chai';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { texts } from '../support/backend-events.js';
import { TemporaryFolder } from './temporary-folder.js';

const COUNTING = fileURLToPath(new URL('counting-writer.ts', import.meta.url));

describe('a file of flags in a folder that others write to', () => {
  let folder: TemporaryFolder;
  let backend: FileBackend;

  beforeEach(async () => {
    folder = new TemporaryFolder();
    writeFileSync(folder.file('flags.json'), '{ "a": true }');
    backend = new FileBackend(folder.file('flags.json'));
    await backend.open();
  });

  afterEach(async () => {
    await backend.close();
    folder.remove();
  });

  const modeOf = (name: string): number => statSync(folder.file(name)).mode & 0o777;

  async function refusal(): Promise<string> {
    const error: unknown = await backend.set('a', false).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(isHalyardError(error, 'STORE_FAILED')).to.equal(true);
    return (error as Error).message;
  }

  it('has a history that no more users can read than the flags', async () => {
    chmodSync(folder.file('flags.json'), 0o600);
    await backend.set('a', false);
    expect(modeOf('flags.json.history.jsonl')).to.equal(0o600);
    chmodSync(folder.file('flags.json'), 0o640);
    await backend.set('a', true);
    expect(modeOf('flags.json.history.jsonl')).to.equal(0o640);
  });

  it('follows no link that was planted in place of its history', async () => {
    writeFileSync(folder.file('victim'), 'precious');
    symlinkSync(folder.file('victim'), folder.file('flags.json.history.jsonl'));
    expect(await refusal()).to.match(/history\.jsonl is a symbolic link, which is not followed: remove it/);
    expect(readFileSync(folder.file('victim'), 'utf8')).to.equal('precious');
    expect(JSON.parse(readFileSync(folder.file('flags.json'), 'utf8'))).to.deep.equal({ a: true });
  });

  for (const name of ['flags.json.lock', 'flags.json.history.jsonl']) {
    it(`does not wait for a named pipe in place of ${name}`, async function () {
      if (!makePipe(folder.file(name))) this.skip();
      expect(await refusal()).to.contain(`${folder.file(name)} is not a regular file: move it away`);
    });
  }

  it('is not read from a named pipe', async function () {
    if (!makePipe(folder.file('pipe.json'))) this.skip();
    const piped = new FileBackend(folder.file('pipe.json'));
    await piped.open();
    expect(piped.status()).to.include({ state: 'failed' });
    expect(piped.status().reason).to.contain('is not a regular file');
    await piped.close();
  });

  it('says that a link is no lock', async () => {
    symlinkSync(folder.file('nowhere'), folder.file('flags.json.lock'));
    expect(await refusal()).to.contain('flags.json.lock is a symbolic link, which is not followed');
  });

  it('loses the drafts that killed processes left behind, and nothing else', async () => {
    const others = [`.other.json.${randomUUID()}.tmp`, '.flags.json.mine.tmp', `.flags.json.${randomUUID()}`];
    for (const name of [`.flags.json.${randomUUID()}.tmp`, ...others]) writeFileSync(folder.file(name), '{');
    await backend.set('a', false);
    expect(readdirSync(folder.path)).to.have.members([...others, 'flags.json', 'flags.json.history.jsonl']);
  });

  it('loses the line of its history that a crash cut off at the next change', async () => {
    await backend.set('a', false);
    appendFileSync(folder.file('flags.json.history.jsonl'), `{"id":"2","name":"${'x'.repeat(70_000)}`);
    await backend.set('a', true);
    const lines = readFileSync(folder.file('flags.json.history.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { after: string }).after)).to.deep.equal(['off', 'on']);
  });

  it('explains why a file that is mounted by itself can not be replaced', function () {
    writeFileSync(folder.file('mounted.json'), '{}');
    const script = `mount --bind "$1" "$1" && exec "$2" --import=tsx --conditions=@halyard/source "$3" "$1" 1`;
    const parameters = ['sh', folder.file('mounted.json'), process.execPath, COUNTING];
    const { status, stderr } = spawnSync('unshare', ['-Urm', 'sh', '-c', script, ...parameters], {
      encoding: 'utf8',
    });
    if (status === null || /unshare|mount:/.test(stderr)) this.skip();
    expect(stderr).to.contain("is mounted by itself, so it can't be replaced: mount its folder instead");
    expect(existsSync(folder.file('mounted.json.history.jsonl'))).to.equal(true);
    expect(readFileSync(folder.file('mounted.json.history.jsonl'), 'utf8')).to.equal('');
  });

  it('keeps its text when a draft of another owner of the lock is late', async () => {
    // The other process looked at its lock, was held up, and lost the lock.
    const late = replaceFile(folder.file('flags.json'), '{ "a": false }', {
      ready: () => backend.set('b', true),
    });
    expect(await late.catch((error: unknown) => (error as NodeJS.ErrnoException).code)).to.equal('ENOENT');
    await backend.refresh();
    expect(texts(backend)).to.deep.equal({ a: 'on', b: 'on' });
  });
});

/** False where there are no named pipes. */
function makePipe(path: string): boolean {
  try {
    execFileSync('mkfifo', [path]);
    return true;
  } catch {
    return false;
  }
}
