import { eventually } from '@halyard/conformance';
import { FeatureFlags, isHalyardError } from '@halyard/core';
import { FileBackend } from '@halyard/file';
import { expect } from 'chai';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { texts } from '../support/backend-events.js';
import { RecordingLogger } from '../support/recording-logger.js';
import { REFUSED_DURATION, WRONG_DURATIONS } from '../support/wrong-durations.js';
import { TemporaryFolder } from './temporary-folder.js';

describe('reading a file of flags', () => {
  let folder: TemporaryFolder;
  let backend: FileBackend | undefined;

  beforeEach(() => {
    folder = new TemporaryFolder();
  });

  afterEach(async () => {
    await backend?.close();
    folder.remove();
  });

  /** A backend of a file with this text that has been opened. */
  async function opened(name: string, text?: string | Buffer): Promise<FileBackend> {
    if (text !== undefined) writeFileSync(folder.file(name), text);
    backend = new FileBackend(folder.file(name));
    await backend.open();
    return backend;
  }

  it('takes booleans, short text and definitions from JSON', async () => {
    const json = '{ "a": true, "b": false, "c": "25%", "d": { "default": 10 }, "e": "1" }';
    expect(texts(await opened('flags.json', json))).to.deep.equal({
      a: 'on',
      b: 'off',
      c: '25%',
      d: '{"default":10}',
      e: '1',
    });
  });

  for (const [name, text] of [
    ['flags.json', '{ "one": 1, "zero": 0, "share": 25, "none": null, "list": [true], "fine": true }'],
    ['flags.yaml', 'one: 1\nzero: 0\nshare: 25\nnone: null\nlist: [true]\nfine: true\n'],
  ] as const) {
    it(`takes no other bare value for a flag: ${name}`, async () => {
      const file = await opened(name, text);
      const { invalid } = file.status();
      expect(invalid.map((each) => each.name)).to.have.members(['one', 'zero', 'share', 'none', 'list']);
      expect(invalid.find((each) => each.name === 'one')).to.include({
        problem: '"1 (a number)" is not understood and counts as off, did you mean on?',
        serving: 'off',
      });
      expect(invalid.find((each) => each.name === 'share')!.problem).to.contain('did you mean 25%?');
      expect(file.snapshot.get('one')!.constant).to.include({ on: false });
      expect(file.snapshot.get('fine')!.constant).to.include({ on: true });
    });
  }

  it('takes booleans, short text and definitions from YAML, and names as they are typed', async () => {
    const yaml = 'a: true\nb: no\nc: 25%\nd:\n  default: 10\n404: on\n1.10: on\n"e": "off"\n';
    expect(texts(await opened('flags.yml', yaml))).to.deep.equal({
      '404': 'on',
      '1.10': 'on',
      a: 'on',
      b: 'no',
      c: '25%',
      d: '{"default":10}',
      e: 'off',
    });
  });

  it('follows the anchors of YAML', async () => {
    const yaml = 'a: &half\n  rules: [{ rollout: 50 }]\nb: *half\n';
    expect(texts(await opened('flags.yaml', yaml))['b']).to.equal('{"rules":[{"rollout":50}]}');
  });

  it('passes over the name of the schema that an editor checks the file by', async () => {
    const status = (await opened('flags.json', '{ "$schema": "./flags.schema.json", "a": true }')).status();
    expect(status).to.deep.include({ flags: 1, invalid: [] });
  });

  it('keeps what stands under reserved names, which is no flag', async () => {
    const file = await opened('flags.json', '{ "$planned.1": { "at": "later" }, "$x": "y", "a": true }');
    expect(file.status()).to.deep.include({ flags: 1, invalid: [] });
    expect([...file.snapshot.unused]).to.deep.equal([
      ['$planned.1', '{"at":"later"}'],
      ['$x', 'y'],
    ]);
  });

  it('passes over a byte order mark', async () => {
    expect(texts(await opened('flags.json', '\uFEFF{ "a": true }'))).to.deep.equal({ a: 'on' });
  });

  it('is live', async () => {
    expect((await opened('flags.json', '{}')).status().state).to.equal('live');
  });

  it('has no flags when there is no file yet, and says so until there is one', async () => {
    const file = await opened('flags.json');
    const { problem, ...status } = file.status();
    expect(status).to.deep.include({ flags: 0, state: 'live' });
    expect(problem).to.match(/^\/.*\/flags\.json does not exist yet$/);
    await file.set('flag', true);
    expect(file.status()).to.not.have.property('problem');
  });

  it('has a missing and a broken file logged when it is opened', async () => {
    const logger = new RecordingLogger();
    const open = (file: FileBackend): Promise<FeatureFlags> =>
      FeatureFlags.open(file, { logger, startTimeoutMs: 20 });
    const missing = await open(await opened('flags.json'));
    const broken = await open(await opened('broken.json', '{"flag": tru}'));
    await Promise.all([missing.close(), broken.close()]);
    expect(logger.lines).to.have.length(2);
    expect(logger.lines[0]).to.match(
      /^warn halyard: file\(flags\.json\): \/.*\/flags\.json does not exist yet$/,
    );
    expect(logger.lines[1]).to.match(
      /^error halyard: file\(broken\.json\) could not be read yet: \/.*\/broken\.json: /,
    );
  });

  it('has no flags when the file is blank from the start', async () => {
    expect((await opened('flags.yaml', '# none yet\n')).status()).to.deep.include({
      flags: 0,
      state: 'live',
    });
    expect((await opened('flags.json', '')).status()).to.deep.include({ flags: 0, state: 'live' });
  });

  it('fails when there is not even a folder, and names it', async () => {
    const { state, reason } = (await opened('nowhere/flags.json')).status();
    expect(state).to.equal('failed');
    expect(reason).to.contain(`there is no folder ${folder.file('nowhere')}`);
  });

  const broken: Readonly<Record<string, readonly [name: string, text: string | Buffer, problem: RegExp]>> = {
    'a comma too many': ['flags.json', '{\n  "a": true,\n}', /not JSON: .* line 3, column 1, found "}"/],
    'a list in JSON': ['flags.json', '[]', /must be an object of names and flags.*found a list/],
    'a bracket that is not closed': ['flags.yaml', 'a: on\nb: [1', /not YAML: .* at line 2, column 6/],
    'a name given twice in JSON': [
      'flags.json',
      '{\n  "a": true,\n  "a": false\n}',
      /the key "a" is given twice, the second time at line 3, column 3/,
    ],
    'a key given twice in a definition': [
      'flags.json',
      '{ "a": { "default": 1,\n "default": 2 } }',
      /the key "default" is given twice, the second time at line 2, column 2/,
    ],
    'a name given twice in YAML': [
      'flags.yaml',
      'a: on\na: off',
      /the key "a" is given twice, the second time at line 2, column 1/,
    ],
    'a list in YAML': ['flags.yaml', '- a', /must be a map of names and flags/],
    'a name that is a list': ['flags.yaml', 'a: on\n? [b]\n: on', /name must be plain text.*line 2/],
    'bytes that are not UTF-8': ['flags.json', Buffer.from([0x7b, 0xff, 0x7d]), /not UTF-8/],
  };
  for (const [what, [name, text, problem]] of Object.entries(broken)) {
    it(`says what is wrong with ${what}, and where`, async () => {
      const { state, reason } = (await opened(name, text)).status();
      expect(state).to.equal('failed');
      expect(reason).to.match(problem).and.contain(folder.file(name));
    });
  }

  it('keeps the last known flags while the file is broken, says so, and goes on once it is mended', async () => {
    const file = await opened('flags.yaml', 'a: on\n');
    writeFileSync(folder.file('flags.yaml'), 'a: [off\n');
    await eventually(file, 'the file is known to be broken', () => file.status().state === 'stale');
    expect(file.status().reason).to.match(/line 2, column 1/);
    expect(texts(file)).to.deep.equal({ a: 'on' });
    writeFileSync(folder.file('flags.yaml'), 'a: off\n');
    await eventually(file, 'the file is mended', () => texts(file)['a'] === 'off');
    expect(file.status().state).to.equal('live');
  });

  it('keeps the last known flags when the file is emptied, until something is written to it', async () => {
    const file = await opened('flags.json', '{ "a": true }');
    writeFileSync(folder.file('flags.json'), '');
    await eventually(file, 'the file is known to be empty', () => file.status().state === 'stale');
    expect(file.status().reason).to.contain('it is empty; keeping the last 1 flags');
    expect(texts(file)).to.deep.equal({ a: 'on' });
    writeFileSync(folder.file('flags.json'), '{}');
    await eventually(file, 'there are no flags', () => file.snapshot.flags.size === 0);
  });

  it('does not take the moments without a file, while an editor saves it, for an order', async () => {
    const file = await opened('flags.json', '{ "a": true }');
    const seen = new Set<unknown>();
    file.subscribe(() => seen.add(file.status().state).add(texts(file)['a']));
    for (let tookMs = Infinity; tookMs > 150;) {
      writeFileSync(folder.file('flags.json'), '{ "a": true }');
      await eventually(file, 'the old text counts', () => texts(file)['a'] === 'on');
      seen.clear();
      const began = performance.now();
      rmSync(folder.file('flags.json'));
      await setTimeout(20);
      writeFileSync(folder.file('flags.json'), '{ "a": false }');
      // An editor is faster than this process may be on a busy machine.
      tookMs = performance.now() - began;
      await eventually(file, 'the new text counts', () => texts(file)['a'] === 'off');
    }
    expect([...seen]).to.have.members(['live', 'off']);
  });

  it('follows links on the way to the file, as where Kubernetes mounts a ConfigMap', async () => {
    for (const [version, text] of Object.entries({ v1: '{ "a": true }', v2: '{ "a": false }' })) {
      mkdirSync(folder.file(version));
      writeFileSync(folder.file(`${version}/flags.json`), text);
    }
    symlinkSync('v1', folder.file('data'));
    symlinkSync('data/flags.json', folder.file('flags.json'));
    const file = await opened('flags.json');
    expect(texts(file)).to.deep.equal({ a: 'on' });
    // Twice, because the first may also be seen by the read that follows the beginning of the watch.
    for (const [version, text] of [
      ['v2', 'off'],
      ['v1', 'on'],
    ] as const) {
      symlinkSync(version, folder.file('data.new'));
      renameSync(folder.file('data.new'), folder.file('data'));
      await eventually(file, `${version} counts`, () => texts(file)['a'] === text);
    }
  });

  it('obeys when the file is removed', async () => {
    const file = await opened('flags.json', '{ "a": true }');
    rmSync(folder.file('flags.json'));
    await eventually(file, 'there are no flags', () => file.snapshot.flags.size === 0);
    expect(file.status().state).to.equal('live');
  });

  it('refuses a path whose extension names no format, and says which do', () => {
    for (const path of ['flags.toml', 'flags', '.json']) {
      expect(() => new FileBackend(path))
        .to.throw('a file of flags is named .json, .yaml or .yml')
        .that.satisfies((error: unknown) => isHalyardError(error, 'INVALID_OPTION'));
    }
    expect(() => new FileBackend(undefined as never)).to.throw('received undefined');
    expect(() => new FileBackend('flags.json', { poll: 5 } as never)).to.throw('unknown option "poll"');
  });

  it('refuses a time that no timer can wait for', () => {
    for (const value of WRONG_DURATIONS) {
      expect(() => new FileBackend('flags.json', { pollMs: value as never })).to.throw(
        `FileBackend: option "pollMs" ${REFUSED_DURATION}`,
      );
    }
  });
});
