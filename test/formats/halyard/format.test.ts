import { readDocument, syntaxOf } from '@halyard/formats';
import { detect, parseFlagFile, read, write } from '@halyard/formats/halyard';
import { expect } from 'chai';

describe("Halyard's own format", () => {
  const yaml = '$schema: x\non: true\nshare: 25%\n__proto__: off\npage:\n  default: 10\n';

  it('is a map of names to flags', () => {
    const { flags, problems } = read(readDocument(yaml, 'yaml'));
    expect([...flags]).to.deep.equal([
      ['on', true],
      ['share', '25%'],
      ['__proto__', 'off'],
      ['page', { default: 10 }],
    ]);
    expect(problems).to.deep.equal([]);
  });

  it('is written as it is read', () => {
    const { document, problems } = write(parseFlagFile(yaml, 'yaml'));
    expect(JSON.stringify(document)).to.equal(
      '{"on":true,"share":"25%","__proto__":false,"page":{"default":10}}',
    );
    expect(problems).to.deep.equal([]);
  });

  it('is recognised by its members', () => {
    expect(detect({ a: true, b: 'on', c: {} })).to.equal(true);
    for (const other of [null, 'on', [true], { a: 1 }, { a: [true] }]) expect(detect(other)).to.equal(false);
  });

  it('is nothing but an object', () => {
    expect(() => read([true])).to.throw('it must be an object of names and flags');
  });
});

describe('a document', () => {
  it('is JSON or YAML, with or without a byte order mark', () => {
    expect(readDocument('\uFEFF{"a": [1, null]}', 'json')).to.deep.equal({ a: [1, null] });
    expect(readDocument('\uFEFFa:\n  - 1\n  - ~\n', 'yaml')).to.deep.equal({ a: [1, null] });
  });

  it('has an error with its place', () => {
    expect(() => readDocument('{"a": 1,\n "a": 2}', 'json')).to.throw('the key "a" is given twice');
    expect(() => readDocument('a: 1\na: 2\n', 'yaml')).to.throw('given twice, the second time at line 2');
    expect(() => readDocument('a: [', 'yaml')).to.throw(/not YAML: .* at line 1/);
  });

  it('has the syntax that the extension of its file stands for', () => {
    expect([syntaxOf('a.json'), syntaxOf('b/c.YAML'), syntaxOf('d.yml')]).to.deep.equal([
      'json',
      'yaml',
      'yaml',
    ]);
    for (const path of ['.json', 'a', 'a.json5', 'a.json/b'])
      expect(() => syntaxOf(path)).to.throw('is named .json');
  });
});
