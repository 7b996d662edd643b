import { MemoryBackend } from '@halyard/core';
import { openDocument, parseFlagFile, printFlagFile } from '@halyard/formats/halyard';
import { expect } from 'chai';
import fc from 'fast-check';

const name = fc.oneof(
  fc.constantFrom(
    'a',
    '__proto__',
    'constructor',
    '1',
    '0x1',
    'true',
    'null',
    '~',
    '{',
    '"',
    "'",
    '*a',
    '&a',
    '%',
    '-',
    '?',
  ),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
    .filter((text) => !/[\s\p{Cc}\p{Cs}]|^\$/u.test(text)),
);
const definition = fc
  .record(
    {
      default: fc.jsonValue({ maxDepth: 3 }),
      description: fc.string({ unit: 'grapheme' }),
      tags: fc.array(fc.string(), { maxLength: 3 }),
      metadata: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
    },
    { requiredKeys: [] },
  )
  .map((value) => JSON.stringify(value));
const text = fc.oneof(
  fc.constantFrom('on', 'off', '25%', 'YES', 'users:a, b', '{"rules"', '# x', ': x', '- x', '1', 'null', ''),
  definition,
);
const edits = fc.array(fc.tuple(name, fc.option(text, { nil: undefined })), { maxLength: 12 });

for (const format of ['json', 'yaml'] as const) {
  describe(`flags as ${format.toUpperCase()}`, () => {
    it('are, after any edits, what was set', () => {
      fc.assert(
        fc.property(edits, (steps) => {
          const document = openDocument('', format);
          const expected = new Map<string, string>();
          for (const [flag, to] of steps) {
            if (to === undefined) {
              document.delete(flag);
              expected.delete(flag);
            } else {
              document.set(flag, to);
              expected.set(flag, to);
            }
          }
          const read = parseFlagFile(document.toString(), format);
          expect(read).to.deep.equal(expected);
        }),
        { numRuns: 300 },
      );
    });

    it('print as people would write them', () => {
      const flags = new MemoryBackend({
        a: true,
        b: false,
        c: '25%',
        d: { rules: [{ users: ['x'] }], owner: 'ana' },
      });
      const pairs = [...flags.snapshot.flags].map(([flag, { text: stored }]) => [flag, stored] as const);
      expect(printFlagFile(pairs, format)).to.equal(PRINTED[format]);
    });
  });
}

describe('a document of flags in JSON', () => {
  it('is laid out by many edits at once as by one after another', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LAYOUTS), edits, (before, steps) => {
        const document = openDocument(before, 'json');
        let again = document.toString();
        for (const [flag, to] of steps) {
          const next = openDocument(again, 'json');
          for (const each of [document, next]) {
            if (to === undefined) each.delete(flag);
            else each.set(flag, to);
          }
          again = next.toString();
        }
        expect(document.toString()).to.equal(again);
      }),
      { numRuns: 300 },
    );
  });
});

const LAYOUTS = [
  '',
  '{ }',
  '{"a": 1}',
  '{ "a": "on", "1": "off", "true": "on" }\n',
  '{\n\t"a": {"rules": [{ "rollout": 25 }]},\n\n\t"1": "on",   "true": 1\n}\n',
  '{\r\n  "a": true,\r\n  "null": false\r\n}',
];

const PRINTED = {
  json: `{
  "a": true,
  "b": false,
  "c": "25%",
  "d": {
    "rules": [
      {
        "users": [
          "x"
        ]
      }
    ],
    "owner": "ana"
  }
}
`,
  yaml: `a: true
b: false
c: 25%
d:
  rules:
    - users:
        - x
  owner: ana
`,
};
