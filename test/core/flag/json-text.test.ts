import { expect } from 'chai';
import fc from 'fast-check';
import { atOnce } from '../../../packages/core/src/base/time-slices.js';
import { readJson, readJsonInSteps } from '../../../packages/core/src/flag/json-text.js';

describe('reading JSON', () => {
  it('gives the value', () => {
    const text = ' {"a": [1, true, null, "x:\\":"], "b": {"a": ":"}, "": {}}\n';
    expect(readJson(text)).to.deep.equal({
      value: { a: [1, true, null, 'x:":'], b: { a: ':' }, '': {} },
    });
  });

  it('rejects a key that an object has twice, however it is written', () => {
    const twice = (key: string, line: number, column: number) => ({
      problem: `the key ${key} is given twice, the second time at line ${line}, column ${column}`,
    });
    expect(readJson('{"a": 1, "b": {"a": 2},\n "a": 3}')).to.deep.equal(twice('"a"', 2, 2));
    expect(readJson('[{"x": {"\\u0061": 1, "a": 1}}]')).to.deep.equal(twice('"a"', 1, 22));
    expect(readJson('{"__proto__": 1, "__proto__": 2}')).to.deep.equal(twice('"__proto__"', 1, 18));
    expect(readJson('{"1": 1, "1": 2}')).to.deep.equal(twice('"1"', 1, 10));
  });

  const broken: readonly (readonly [text: string, problem: string])[] = [
    ['', 'a value expected at line 1, column 1, the text ends'],
    ['{', 'a key in double quotes expected at line 1, column 2, the text ends'],
    ['{"a"', 'a colon expected at line 1, column 5, the text ends'],
    ['{"a":', 'a value expected at line 1, column 6, the text ends'],
    ['{"a":1', 'a comma or } expected at line 1, column 7, the text ends'],
    ['{"a":1,}', 'a key in double quotes expected at line 1, column 8, found "}"'],
    ['{"a":1}}', 'the end expected at line 1, column 8, found "}"'],
    ['{"a":[1 2]}', 'a comma or ] expected at line 1, column 9, found "2]}"'],
    ['[1,]', 'a value expected at line 1, column 4, found "]"'],
    ["{'a':1}", 'a key in double quotes expected at line 1, column 2, found "\'a\':1}"'],
    ['{a:1}', 'a key in double quotes expected at line 1, column 2, found "a:1}"'],
    ['{"a":yes}', 'a value expected at line 1, column 6, found "yes}"'],
    ['{"a":01}', 'a comma or } expected at line 1, column 7, found "1}"'],
    ['{"a":"x\ny"}', 'a value expected at line 1, column 6, found "\\"x\\ny\\"}"'],
    ['{\n  "a": 1, // why\n}', 'a key in double quotes expected at line 2, column 11, found "// why\\n}"'],
    ['{"a":"\\x"}', 'a value expected at line 1, column 6, found "\\"\\\\x\\"}"'],
    ['[[],[{}],{"a":{}},}', 'a value expected at line 1, column 19, found "}"'],
  ];
  for (const [text, problem] of broken) {
    it(`says what is wrong with ${JSON.stringify(text)}`, () => {
      expect(readJson(text)).to.deep.equal({ problem: `not JSON: ${problem}` });
    });
  }

  it('in steps gives the same, with the same problems', () => {
    const texts = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '}', '"', ':', '\\', '{"a":1,"a":2}'),
    );
    fc.assert(
      fc.property(texts, ([json, cut, extra]) => {
        const at = cut % (json.length + 1);
        for (const text of [json, json.slice(0, at) + extra + json.slice(at + 1)]) {
          expect(atOnce(readJsonInSteps(text))).to.deep.equal(readJson(text));
        }
      }),
      { numRuns: 1_000 },
    );
    expect(atOnce(readJsonInSteps('{"__proto__": {"a": 1}}'))).to.deep.equal(
      readJson('{"__proto__": {"a": 1}}'),
    );
    const escapes = JSON.stringify(['"', '\\', '\\"', '\\\\"', '\u2028', '\ud800']);
    expect(atOnce(readJsonInSteps(escapes))).to.deep.equal({ value: JSON.parse(escapes) as unknown });
  });

  it('in steps takes a step of some hundred tokens each, and a text of any length', () => {
    const steps = [...readJsonInSteps(JSON.stringify(Array.from({ length: 10_000 }, (_, i) => i)))];
    expect(steps.length).to.be.within(20, 60);
    const long = '\\"'.repeat(5_000_000);
    expect(atOnce(readJsonInSteps(JSON.stringify(long)))).to.deep.equal({ value: long });
  });

  it('in steps keeps to limits', () => {
    const read = (text: string) => atOnce(readJsonInSteps(text, { depth: 2, members: 3 }));
    expect(read('[[1],{"a":1}]')).to.deep.equal({ value: [[1], { a: 1 }] });
    expect(read('[[[1]]]')).to.deep.equal({ exceeds: 'depth' });
    expect(read('[[1,2,3],[4,5,6],{}]')).to.have.property('value');
    expect(read('[1,2,3,4]')).to.deep.equal({ exceeds: 'members' });
    expect(read('{"a":1,"b":2,"c":3,"d":4}')).to.deep.equal({ exceeds: 'members' });
  });

  it('stops exactly where text stops being the beginning of any JSON', () => {
    const almost = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '}', ']', '"', ':', '1', '\\', 'x', '\n'),
    );
    fc.assert(
      fc.property(almost, ([json, cut, extra]) => {
        const at = cut % (json.length + 1);
        const text = json.slice(0, at) + extra + json.slice(at + 1);
        const reading = readJson(text);
        if ('problem' in reading)
          expect(reading.problem).to.match(
            /^(?:not JSON: .* expected at|the key .* is given twice, the second time at) line \d+, column \d+/,
          );
        else expect(reading.value).to.deep.equal(JSON.parse(text));
      }),
      { numRuns: 1_000 },
    );
  });
});
