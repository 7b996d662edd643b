import { textOfValue } from '@halyard/core/store';
import { openDocument, openLargeDocument, parseFlagFile } from '@halyard/formats/halyard';
import { expect } from 'chai';
import fc from 'fast-check';
import { isMap, isScalar, parseDocument } from 'yaml';

/** The text after these changes; `undefined` removes a flag. */
function changed(text: string, changes: Readonly<Record<string, string | undefined>>): string {
  const document = openDocument(text, 'yaml');
  for (const [name, to] of Object.entries(changes)) {
    if (to === undefined) document.delete(name);
    else document.set(name, to);
  }
  const after = document.toString();
  expect(parseFlagFile(after, 'yaml')).to.deep.equal(document.texts());
  return after;
}

describe('a change of a YAML file', () => {
  it('leaves every byte of the other flags as it was', () => {
    const others = [
      '# The shop.\n\n',
      '"quoted":   \'on\'   # why\n\n\n',
      "flow: {rules: [{users: [a,b,\n   'c']}],}\n",
      'folded:\n      description: >-\n        one\n        two\n      rules:\n      - rollout:   5\n\n',
      'kept:\n  description: |+\n    text\n\n',
    ];
    expect(changed(`${others.join('')}x: on\n`, { x: '25%' })).to.equal(`${others.join('')}x: 25%\n`);
    expect(changed(`${others.join('')}x: on\n`, { x: undefined })).to.equal(others.join(''));
    expect(changed(others.join(''), { x: 'off' })).to.equal(`${others.join('')}x: false\n`);
  });

  it('leaves lists within brackets of the flag itself as they were', () => {
    const before =
      'a:\n  tags: [x,y]   # two\n  rules:\n    - {users: [ u ], serve: 1}\n  description: old\n';
    const value = { tags: ['x', 'y'], rules: [{ users: ['u'], serve: 1 }], description: 'new' };
    expect(changed(before, { a: JSON.stringify(value) })).to.equal(
      'a:\n  tags: [x,y] # two\n  rules:\n    - {users: [ u ], serve: 1}\n  description: new\n',
    );
  });

  it('keeps the line ends and the byte order mark of another system', () => {
    const before = '\uFEFF# flags\r\n\r\na: on\r\n# b\r\nb:\r\n  rules:\r\n    - rollout: 5\r\n';
    expect(changed(before, { b: '{"rules":[{"rollout":6}]}', c: 'off', a: undefined })).to.equal(
      '\uFEFF# flags\r\n\r\n# b\r\nb:\r\n  rules:\r\n    - rollout: 6\r\nc: false\r\n',
    );
    expect(changed('\uFEFF{ "a": on }\n', { a: 'off' })).to.match(/^\uFEFF/);
    expect(openDocument('\uFEFF{"a": true}', 'json').toString()).to.match(/^\uFEFF/);
  });

  it('ends the last line before it adds another', () => {
    expect(changed('a: on', { b: 'on' })).to.equal('a: on\nb: true\n');
    expect(changed('# none\n{}\n', { b: 'on' })).to.equal('# none\nb: true\n');
    expect(changed('# none yet', { b: 'on' })).to.equal('# none yet\n\nb: true\n');
    expect(changed('---\na: on\n\n# bye\n', { b: 'on' })).to.equal('---\na: on\nb: true\n\n# bye\n');
  });

  it('goes with a flag and the comment directly above it, and with no other comment', () => {
    const before = 'a: on\n\n# Section\n\n# of b\nb: on\nc: on\n';
    expect(changed(before, { b: undefined })).to.equal('a: on\n\nc: on\n');
    expect(changed(before, { a: undefined })).to.equal('# Section\n\n# of b\nb: on\nc: on\n');
  });

  it('is made to a flag whose anchor no other flag repeats', () => {
    expect(changed('a: &x on\nb: on\n', { a: 'off' })).to.equal('a: &x false\nb: on\n');
    expect(changed('a: &x {rules: []}\nb: on\n', { a: 'off' })).to.equal('a: false\nb: on\n');
    expect(changed('a: {tags: &t [x], metadata: {t: *t}}\n', { a: '{"tags":["y"],"metadata":{"t":["x"]}}' }))
      .to.contain('y')
      .and.contain('x');
  });

  it('is made to a flag beside what other flags repeat of it', () => {
    const before = 'a:\n  rules: &r [{rollout: 5}]\n  description: x\nb:\n  rules: *r\n';
    const after = changed(before, { a: '{"rules":[{"rollout":5}],"description":"y"}' });
    expect(after).to.equal('a:\n  rules: &r [{rollout: 5}]\n  description: y\nb:\n  rules: *r\n');
    expect(changed(before, { b: '{"rules":[{"rollout":5}],"owner":"ana"}' })).to.contain(
      'rules: *r\n  owner: ana',
    );
  });

  it('is refused for what other flags repeat, with the reason, until they do no longer', () => {
    const before = 'a: &half 50%\nb: *half\n';
    const why =
      /flag "a" has the anchor &half, which flag "b" repeats: give "b" a definition of its own first/;
    expect(() => changed(before, { a: '25%' })).to.throw(why);
    expect(() => changed(before, { a: undefined })).to.throw(why);
    expect(changed(before, { b: 'on', a: '25%' })).to.equal('a: &half 25%\nb: true\n');
    expect(changed(before, { b: undefined, a: undefined })).to.equal('{}\n');
  });
});

describe('a YAML file', () => {
  it('has no aliases that repeat more than 1 MiB', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(10)}]\n`);
    expect(() => parseFlagFile(`l0: &l0 [x]\n${levels.join('')}`, 'yaml')).to.throw(
      /the aliases repeat more than 1 MiB: write the values out at line \d+/,
    );
    const many = Array.from({ length: 2000 }, (_, i) => `f${i}: *x\n`);
    expect(parseFlagFile(`x: &x {rules: [{rollout: 5}]}\n${many.join('')}`, 'yaml').size).to.equal(2001);
  });

  it('has no alias without an anchor above it', () => {
    expect(() => parseFlagFile('a: *x\nb: &x on\n', 'yaml')).to.throw(
      'no anchor &x is above the alias *x at line 1, column 4',
    );
    expect(() => parseFlagFile('a: &x [*x]\n', 'yaml')).to.throw('no anchor &x is above the alias *x');
  });

  it('explains that YAML 1.2 has no merge key', () => {
    const merging = 'base: &base {rules: []}\n<<: *base\n';
    expect(() => parseFlagFile(merging, 'yaml')).to.throw(
      'YAML 1.2 has no merge key: write out what "<<" would add, or quote it if a flag has that name, at line 2',
    );
    expect(parseFlagFile(changed('a: on\n', { '<<': 'on' }), 'yaml').get('<<')).to.equal('on');
  });

  it('says where a key is given twice', () => {
    expect(() => parseFlagFile('a:\n  rules: []\n  rules: []\n', 'yaml')).to.throw(
      'the key "rules" is given twice, the second time at line 3, column 3',
    );
    expect(() => parseFlagFile('404: on\n"404": off\n', 'yaml')).to.throw('the key "404" is given twice');
  });

  it('does not nest without end', () => {
    expect(() => parseFlagFile(`a: ${'['.repeat(50_000)}`, 'yaml')).to.throw(/it nests too deeply|not YAML/);
  });

  it('is cut at its flags where it is large, and says where it can not be', () => {
    const flags = Array.from(
      { length: 8000 },
      (_, i) => `flag_${i}: {description: "${'x'.repeat(30)}"}\n`,
    ).join('');
    expect(() => parseFlagFile(`${flags}a: [1\nb: on\n`, 'yaml')).to.throw(
      /not YAML: .* at line 800[12], column/,
    );
    expect(() => parseFlagFile(`{\n${flags.replaceAll('\n', ',\n')}}`, 'yaml')).to.throw(
      'a file of more than 256 KiB must have one flag below the other, each from the first column on',
    );
  });

  it('says the same whether it is cut at its flags or read as a whole', () => {
    const line = fc.constantFrom(
      'a: on',
      'b:',
      '  c: 1',
      '- x',
      '  - y',
      '# comment',
      '  # inner',
      '',
      '  ',
      'd: "x',
      '  y"',
      'e: |',
      'e: |+',
      '  text',
      '? k',
      ': v',
      'f: [',
      ']',
      '---',
      '...',
      "g: 'it''s'",
      '&anchor',
      'h: &x 1',
      'i: *x',
      '{j: 1}',
      '}',
      'k: {',
      '%YAML 1.2',
      '!!map',
      '"l": on',
      'm: >',
      '\tn: 1',
      'o : 1',
      'p',
      '-q: 1',
      '?r: 1',
      ' s: 1',
      't: - u',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), (lines, newline) => {
        const text = lines.join(newline);
        const whole = wholeOf(text);
        let read: Map<string, string> | undefined;
        try {
          read = parseFlagFile(text, 'yaml');
        } catch {
          read = undefined;
        }
        expect(read).to.deep.equal(whole);
      }),
      { numRuns: 1000 },
    );
  });

  it('lets other work run while it is read and changed', async () => {
    const text = Array.from({ length: 3000 }, (_, i) => `flag_${i}:\n  rules:\n    - rollout: 5\n`).join('');
    const state = { done: false };
    let turns = 0;
    const reading = openLargeDocument(text, 'yaml', new Map()).finally(() => (state.done = true));
    for (; !state.done; turns++) await new Promise(setImmediate);
    expect(turns).to.be.above(3);
    expect((await reading).texts().size).to.equal(3000);
  });
});

/** What the parser itself reads; `undefined` for a text that is not a map of names. */
function wholeOf(text: string): Map<string, string> | undefined {
  const document = parseDocument(text);
  const { contents, errors } = document;
  if (errors.length > 0) return undefined;
  if (contents === null) return new Map();
  try {
    if (isMap(contents) && !contents.items.every(({ key }) => isScalar(key))) return undefined;
    if (!isMap(contents)) return textOfValue(contents.toJS(document)) === 'null' ? new Map() : undefined;
    return new Map(
      Object.entries(document.toJS() as object).map(([name, value]) => [name, textOfValue(value)]),
    );
  } catch {
    return undefined;
  }
}
