import { textOfValue, readJson } from '@halyard/core/store';
import { expect } from 'chai';
import fc from 'fast-check';
import { openDocument } from '@halyard/formats/halyard';

/** What reading the text in one go gives. */
function wholly(text: string): [string, string][] | string {
  const json = readJson(text);
  if ('problem' in json) return json.problem;
  const { value } = json;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'no object';
  return Object.entries(value)
    .filter(([name]) => name !== '$schema')
    .map(([name, each]) => [name, textOfValue(each)] as [string, string])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function inPieces(text: string): [string, string][] | string {
  try {
    return [...openDocument(text, 'json').texts()].sort(([a], [b]) => (a < b ? -1 : 1));
  } catch (error) {
    const { message } = error as Error;
    return message.startsWith('it must be an object') ? 'no object' : message;
  }
}

const blank = fc.constantFrom('', ' ', '\n', '\t', '\r\n  ');
const value = fc.oneof(
  fc.json(),
  fc.constantFrom(
    '"a \\" } ] b"',
    '"\\\\"',
    '{"a":["}",{"b":"]"}]}',
    '1e5',
    '01',
    'tru',
    '"\\x"',
    '"\n"',
    '{"a":1,"a":2}',
  ),
);
const key = fc.oneof(
  fc.string().map((text) => JSON.stringify(text)),
  fc.constantFrom('"a"', '"__proto__"', '"\\u0061"', 'a', "'a'"),
);
const separator = fc.constantFrom(',', ',', ',', ',', ',', '', ',,', ';');
const object = fc
  .tuple(
    fc.array(fc.tuple(blank, key, blank, blank, value, blank, separator), { maxLength: 5 }),
    blank,
    fc.constantFrom('', '', '', 'x', '}'),
  )
  .map(([members, before, after]) => {
    const inside = members.map(([a, name, b, c, each, d, comma], i) => {
      const end = i === members.length - 1 && comma === ',' ? '' : comma;
      return `${a}${name}${b}:${c}${each}${d}${end}`;
    });
    return `${before}{${inside.join('')}}${after}`;
  });

describe('A JSON file that is read flag by flag', () => {
  it('has what it has when it is read in one go, or is wrong in the same words', () => {
    fc.assert(
      fc.property(fc.oneof(object, fc.json()), (text) => {
        expect(inPieces(text)).to.deep.equal(wholly(text));
      }),
      { numRuns: 2000 },
    );
  });
});
