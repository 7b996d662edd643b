import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  flagDefinition,
  flagFileJsonSchema,
  flagJsonSchema,
} from '../../../packages/core/src/flag/definition-schema.js';
import { definition, MISTAKES, mutated } from './arbitrary.js';

/** What JSON Schema can't say, or would say unreadably, by the sentence of the run-time check. */
const BEYOND_JSON_SCHEMA: readonly RegExp[] = [
  /^must be the name of a variant/,
  /^no such day/,
  /must be before/,
  /^unknown time zone/,
  /^not a pattern in RE2 syntax/,
  /^the patterns of a definition take/,
  /^the weights add up to/,
  /^opens and closes at/,
  /^must be \[base, first, last\]/,
  /^first must be below last/,
  /^a (?:flag|variant) name must/,
  /^must be an IP address or range/,
  /^must be an instant with its zone such as "[^"]*", received/,
  /needs "seed"$/,
  /^has no effect without "hash"/,
  /^can't go by the hash/,
  /^the hash "unleash" takes whole percents/,
];

// A key may be undefined to fast-check, never to JSON.
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null');

describe('the JSON Schema of a definition', () => {
  const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(
    flagJsonSchema(),
  );

  it('is the one that the package ships', () => {
    const shipped = new URL('../../../packages/core/schema/flag.schema.json', import.meta.url);
    expect(JSON.parse(readFileSync(shipped, 'utf8'))).to.deep.equal(asJson(flagJsonSchema()));
  });

  it('is part of that of a file of flags', () => {
    const shipped = new URL('../../../packages/core/schema/flag-file.schema.json', import.meta.url);
    expect(JSON.parse(readFileSync(shipped, 'utf8'))).to.deep.equal(asJson(flagFileJsonSchema()));
    const file = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(
      flagFileJsonSchema(),
    );
    const right = [
      { a: true, b: '25%', c: { rules: [] }, '$segment.staff': { plan: 'pro' }, $schema: './x.json' },
      {},
    ];
    const wrong = [{ a: 1 }, { a: null }, { a: { rulez: [] } }, { '$segment.staff': 'pro' }, []];
    expect(right.map((each) => file(each))).to.deep.equal([true, true]);
    expect(wrong.map((each) => file(each))).to.deep.equal([false, false, false, false, false]);
  });

  it('describes every key, for editors', () => {
    const bare: string[] = [];
    JSON.stringify(flagJsonSchema(), (keyword, value: unknown) => {
      if (keyword === 'allOf') return undefined;
      if (keyword !== 'properties') return value;
      for (const [key, schema] of Object.entries(value as Record<string, object>)) {
        if (!('description' in schema)) bare.push(key);
      }
      return value;
    });
    expect(bare).to.deep.equal([]);
  });

  it('accepts what the run-time check accepts', function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(definition, (source) => {
        expect(flagDefinition.check(source)).to.equal(undefined);
        expect(validate(source), JSON.stringify(validate.errors)).to.equal(true);
      }),
      { numRuns: 1_000 },
    );
  });

  /** Compares the two on a document; says whether it was right, or `undefined` when they need not agree. */
  function compare(document: unknown): boolean | undefined {
    const problems = flagDefinition.check(document) ?? [];
    const right = problems.length === 0;
    const beyond = ({ message }: { message: string }) =>
      BEYOND_JSON_SCHEMA.some((each) => each.test(message));
    if (!right && problems.every(beyond)) return undefined;
    expect(validate(document), JSON.stringify({ document, problems, errors: validate.errors })).to.equal(
      right,
    );
    return right;
  }

  it('agrees with the run-time check on common mistakes', () => {
    const variants = { a: 1, nobody: 2 };
    for (const [key, ...values] of MISTAKES) {
      for (const value of values) {
        compare({ [key]: value });
        compare({ rules: [{ [key]: value }] });
        compare({ variants, default: 'a', rules: [{ [key]: value }] });
        compare({ variants, default: 'a', rules: [{ serve: 'a', [key]: value }] });
      }
    }
  });

  it('agrees with the run-time check on documents with mistakes', function () {
    this.timeout(30_000);
    const seen = { right: 0, wrong: 0 };
    fc.assert(
      fc.property(mutated, (source) => {
        const right = compare(asJson(source));
        if (right !== undefined) seen[right ? 'right' : 'wrong']++;
      }),
      { numRuns: 3_000 },
    );
    expect(seen.right).to.be.above(200);
    expect(seen.wrong).to.be.above(1_000);
  });
});
