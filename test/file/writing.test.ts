import { type BulkUpdate, FeatureFlags, type Flag, isHalyardError } from '@halyard/core';
import { FileBackend } from '@halyard/file';
import { syntaxOf } from '@halyard/formats';
import { parseFlagFile } from '@halyard/formats/halyard';
import { expect } from 'chai';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { texts } from '../support/backend-events.js';
import { TemporaryFolder } from './temporary-folder.js';

describe('writing a file of flags', () => {
  let folder: TemporaryFolder;
  let backend: FileBackend | undefined;

  beforeEach(() => {
    folder = new TemporaryFolder();
  });

  afterEach(async () => {
    await backend?.close();
    folder.remove();
  });

  async function opened(name: string, text?: string): Promise<FileBackend> {
    if (text !== undefined) writeFileSync(folder.file(name), text);
    backend = new FileBackend(folder.file(name));
    await backend.open();
    return backend;
  }

  const written = (name: string): string => readFileSync(folder.file(name), 'utf8');

  it('creates the file with the first flag', async () => {
    const file = await opened('flags.json');
    await file.set('new_checkout', true);
    await file.set('layout', { default: 10, rules: [{ users: ['alice'], serve: 20 }] });
    await file.set('beta', '25%');
    expect(JSON.parse(written('flags.json'))).to.deep.equal({
      new_checkout: true,
      layout: { default: 10, rules: [{ users: ['alice'], serve: 20 }] },
      beta: '25%',
    });
    expect(written('flags.json')).to.match(/^\{\n {2}"new_checkout": true,\n/);
  });

  it('leaves the layout of all other flags in JSON as it was', async () => {
    const file = await opened(
      'flags.json',
      '{\n\t"a": {"rules": [{ "rollout": 25 }]},\n\n\t"b": "on",   "c": 1\n}\n',
    );
    await file.set('b', { rules: [{ users: ['alice'] }], description: 'x' });
    await file.set('d', false);
    expect(written('flags.json')).to.equal(
      [
        '{',
        '\t"a": {"rules": [{ "rollout": 25 }]},',
        '',
        '\t"b": {',
        '\t\t"rules": [',
        '\t\t\t{',
        '\t\t\t\t"users": [',
        '\t\t\t\t\t"alice"',
        '\t\t\t\t]',
        '\t\t\t}',
        '\t\t],',
        '\t\t"description": "x"',
        '\t},   "c": 1,',
        '\t"d": false',
        '}',
        '',
      ].join('\n'),
    );
    for (const name of ['d', 'b', 'a']) await file.delete(name);
    expect(written('flags.json')).to.equal('{\n\t"c": 1\n}\n');
    await file.delete('c');
    expect(written('flags.json')).to.equal('{}\n');
  });

  it('keeps an object of one line on one line, and the line ends of another system', async () => {
    await (await opened('one.json', '{ "a": true }')).set('b', { rules: [] });
    expect(written('one.json')).to.equal('{ "a": true, "b": {"rules":[]} }');
    await backend!.close();
    await (await opened('crlf.json', '{\r\n  "a": true\r\n}\r\n')).set('b', { rules: [] });
    expect(written('crlf.json')).to.equal('{\r\n  "a": true,\r\n  "b": {\r\n    "rules": []\r\n  }\r\n}\r\n');
  });

  it('leaves a file alone in which a name is given twice', async () => {
    const text = '{ "a": "1", "a": "0", "b": true }';
    const file = await opened('flags.json', text);
    const error = await file.set('b', '25%').catch((thrown: unknown) => thrown as Error);
    expect((error as Error).message).to.contain('the key "a" is given twice');
    expect(written('flags.json')).to.equal(text);
  });

  it('keeps what stands under reserved names, and bare values', async () => {
    const file = await opened('flags.json', '{ "$planned.1": {"at": 1}, "a": 1, "b": true }');
    await file.set('b', '25%');
    expect(written('flags.json')).to.equal('{ "$planned.1": {"at": 1}, "a": 1, "b": "25%" }');
    await file.set('a', 'on');
    expect(written('flags.json')).to.equal('{ "$planned.1": {"at": 1}, "a": true, "b": "25%" }');
    const [entry] = await file.history({ name: 'a' });
    expect(entry).to.include({ before: '1 (a number)', after: 'on' });
  });

  it('keeps the comments of YAML, those inside a changed definition too', async () => {
    const file = await opened(
      'flags.yaml',
      [
        '# The flags of the shop.',
        '',
        '# One page instead of five steps.',
        'new_checkout: 25% # until June',
        'beta: users:alice # friends',
        '',
        '# How many on a page.',
        'page_size:',
        '    # enough',
        '    default: 10 # ten',
        '    rules:',
        '        # who pays',
        '        - when: { plan: pro } # pro',
        '          serve: 100',
        '# That is all.',
        '',
      ].join('\n'),
    );
    await file.set('new_checkout', '50%');
    await file.set('beta', { rules: [{ rollout: 5 }], owner: 'ana' });
    await file.set('page_size', (current) => ({
      ...current!.definition,
      rules: [{ when: { plan: 'pro' }, serve: 200 }, { users: ['alice'] }],
    }));
    await file.set('late', false);
    expect(written('flags.yaml')).to.equal(
      [
        '# The flags of the shop.',
        '',
        '# One page instead of five steps.',
        'new_checkout: 50% # until June',
        'beta:',
        '    # friends',
        '    rules:',
        '        - rollout: 5',
        '    owner: ana',
        '',
        '# How many on a page.',
        'page_size:',
        '    # enough',
        '    default: 10 # ten',
        '    rules:',
        '        # who pays',
        '        - when: { plan: pro } # pro',
        '          serve: 200',
        '        - users:',
        '              - alice',
        'late: false',
        '# That is all.',
        '',
      ].join('\n'),
    );
    await file.delete('new_checkout');
    expect(written('flags.yaml')).to.match(/^# The flags of the shop\.\n\nbeta:/);
  });

  it('quotes in YAML what would mean something else without', async () => {
    const file = await opened('flags.yaml');
    for (const name of ['*', '&a', '-', '#c', 'true', '1', '__proto__', 'd:', '{', '<<', '~']) {
      await file.set(name, { default: name, rules: [] });
    }
    await file.set('text', 'TRUE');
    expect(parseFlagFile(written('flags.yaml'), 'yaml')).to.deep.equal(new Map(Object.entries(texts(file))));
  });

  it('refuses a change that an anchor of YAML would carry over to another flag', async () => {
    const yaml = 'a: &half 50%\nb: *half\nc: on\n';
    const file = await opened('flags.yaml', yaml);
    const [anchor, other] = await Promise.allSettled([file.set('a', '25%'), file.set('c', false)]);
    expect(String((anchor as PromiseRejectedResult).reason)).to.match(
      /flag "a" has the anchor &half, which flag "b" repeats/,
    );
    expect(other.status).to.equal('fulfilled');
    expect(written('flags.yaml')).to.equal('a: &half 50%\nb: *half\nc: false\n');
    await file.set('b', true);
    await file.set('a', '25%');
    expect(texts(file)).to.deep.equal({ a: '25%', b: 'on', c: 'off' });
  });

  it('gives a flag the same version as written and as read again, whatever its form', async () => {
    for (const name of ['flags.json', 'flags.yaml']) {
      const file = await opened(
        name,
        name.endsWith('json') ? '{}' : 'spaced:\n  owner: ana\n  description: b\n',
      );
      await file.set('on', true);
      await file.set('word', 'Yes');
      await file.set('spaced', '{ "description": "x",  "owner": "ana" }');
      await file.set('sorted', { owner: 'ana', description: 'x', tags: ['a'] });
      await file.set('sorted', { tags: ['a', 'b'], description: 'x', owner: 'ana' });
      const again = new FileBackend(folder.file(name));
      await again.open();
      expect(texts(again)).to.deep.equal(texts(file));
      await again.close();
      await file.close();
    }
  });

  it('never writes to a file that it can not read', async () => {
    const file = await opened('flags.json', '{ "a": true }');
    writeFileSync(folder.file('flags.json'), '{ "a": true, ');
    const error = await file.set('b', true).catch((reason: unknown) => reason);
    expect(isHalyardError(error, 'STORE_FAILED')).to.equal(true);
    expect(String(error)).to.contain('not JSON: ').and.contain('line 1, column 14');
    expect(written('flags.json')).to.equal('{ "a": true, ');
  });

  it('says that the folder is missing', async () => {
    const error = await (
      await opened('nowhere/flags.json')
    )
      .set('b', true)
      .catch((reason: unknown) => reason);
    expect(String(error)).to.contain(`there is no folder ${folder.file('nowhere')}`);
  });

  it('leaves nothing behind but the file and its history', async () => {
    const file = await opened('flags.json');
    await Promise.all([file.set('a', true), file.set('b', true), file.delete('c')]);
    expect(readdirSync(folder.path).sort()).to.deep.equal(['flags.json', 'flags.json.history.jsonl']);
  });

  it('keeps the permissions of the file', async () => {
    writeFileSync(folder.file('flags.json'), '{}');
    chmodSync(folder.file('flags.json'), 0o640);
    await (await opened('flags.json')).set('a', true);
    expect(statSync(folder.file('flags.json')).mode & 0o777).to.equal(0o640);
  });

  it('writes through a link and leaves it a link', async () => {
    mkdirSync(folder.file('real'));
    writeFileSync(folder.file('real/shop.json'), '{}');
    symlinkSync(folder.file('real/shop.json'), folder.file('flags.json'));
    await (await opened('flags.json')).set('a', true);
    expect(lstatSync(folder.file('flags.json')).isSymbolicLink()).to.equal(true);
    expect(JSON.parse(written('real/shop.json'))).to.deep.equal({ a: true });
  });

  it('never shows half a file to whoever reads it', async () => {
    const file = await opened('flags.json', '{ "a": true }');
    const writes = Array.from(
      { length: 30 },
      (_, i) => () => file.set('a', { description: 'x'.repeat(i * 300) }),
    );
    let reads = 0;
    for (const write of writes) {
      const state = { done: false };
      const writing = write().finally(() => (state.done = true));
      for (; !state.done; reads++) {
        expect(() => JSON.parse(written('flags.json')) as unknown).not.to.throw();
        await new Promise(setImmediate);
      }
      await writing;
    }
    expect(reads).to.be.above(0);
  });

  for (const name of ['flags.json', 'flags.yaml']) {
    it(`stores many flags in one step: ${name}`, async () => {
      const file = await opened(name, name.endsWith('json') ? '{ "old": true }' : '# kept\n\nold: on\n');
      const many = Array.from({ length: 500 }, (_, i) => [`flag_${i}`, i % 2 === 0 ? true : '25%'] as const);
      const state = { done: false };
      const writing = file
        .setMany(new Map<string, BulkUpdate>([...many, ['old', null]]), { actor: 'ana' })
        .finally(() => (state.done = true));
      const syntax = syntaxOf(name);
      const sizes = new Set<number>();
      while (!state.done) {
        sizes.add(parseFlagFile(written(name), syntax).size);
        await new Promise(setImmediate);
      }
      await writing;
      expect([1, 500]).to.include.members([...sizes]);
      expect(parseFlagFile(written(name), syntax).size).to.equal(500);
      const history = await file.history({ limit: 1000 });
      expect(history.toReversed().map((entry) => entry.name)).to.deep.equal([
        ...many.map(([flag]) => flag),
        'old',
      ]);
      expect(new Set(history.map(({ actor }) => actor))).to.deep.equal(new Set(['ana']));
    });
  }

  it('stores none of several flags if the file holds another text of one, and what others write beside', async () => {
    const file = await opened('flags.json', '{ "a": true }');
    const changed = new Error('changed');
    const replace = (current: Flag | undefined): boolean => {
      if (current?.text !== 'on') throw changed;
      return false;
    };
    writeFileSync(folder.file('flags.json'), '{ "a": "5%" }');
    const [together, beside] = await Promise.allSettled([
      file.setMany(
        new Map<string, BulkUpdate>([
          ['b', true],
          ['a', replace],
        ]),
      ),
      file.set('c', true),
    ]);
    expect(together).to.deep.equal({ status: 'rejected', reason: changed });
    expect(beside.status).to.equal('fulfilled');
    expect(JSON.parse(written('flags.json'))).to.deep.equal({ a: '5%', c: true });
  });

  it('stores a thousand changes that are made at once', async () => {
    const flags = await FeatureFlags.open(await opened('flags.json'), { logger: false });
    await Promise.all(Array.from({ length: 1000 }, (_, i) => flags.set(`flag_${i}`, true)));
    expect(parseFlagFile(written('flags.json'), 'json').size).to.equal(1000);
    expect(await flags.history({ limit: 2000 })).to.have.length(1000);
  });
});
