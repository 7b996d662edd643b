import type { EvaluationContext, FlagDefinition } from '@halyard/core';
import {
  CONDITION_KEYWORDS,
  FLAG_KINDS,
  flagJsonSchema,
  HASH_NAMES,
  OPERATOR_NAMES,
  parseFlag,
} from '@halyard/core/store';
import { expect } from 'chai';
import { FLAG, open } from './answer-line.js';
import { documents } from './markdown.js';

const { blocks, prose } = documents().find(({ path }) => path === 'docs/flags.md')!;

/** The rows below the first heading of this text, without those of the sections inside of it. */
function rowsUnder(heading: string): string[][] {
  const [, section = ''] = prose.split(new RegExp(`^#{2,3} ${heading}$`, 'm'));
  return (section.split(/^#/m)[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** What stands in backticks. */
function codes(text: string): string[] {
  return Array.from(text.matchAll(/`([^`]*)`/g), ([, code]) => code!);
}

const sorted = (words: Iterable<string>): string[] => [...new Set(words)].sort();

describe('the table of operators in the guide to flags', () => {
  const rows = [...prose.matchAll(/^\| `(\{.*?\})`(.*?) \|.*\| `(.*?)` +\| `(.*?)` +\|$/gm)];
  const holds = async (condition: unknown, context: string): Promise<boolean> => {
    const flags = await open({ [FLAG]: JSON.stringify({ rules: [{ when: condition }] }) });
    return flags.isEnabled(FLAG, JSON.parse(context) as EvaluationContext);
  };

  for (const [, text, others, fits, misfits] of rows) {
    it(`is right about ${text}`, async () => {
      const condition = JSON.parse(text!) as Record<string, unknown>;
      expect(await holds(condition, fits!), fits).to.equal(true);
      expect(await holds(condition, misfits!), misfits).to.equal(false);
      // The operators named beside it take the same operand.
      const [[attribute, operators]] = Object.entries(condition) as [[string, object | null]];
      const [operand] = Object.values(operators ?? {}) as unknown[];
      for (const [operator] of others!.matchAll(/\$\w+/g)) {
        await holds({ [attribute]: { [operator]: operand } }, fits!);
      }
    });
  }

  it('has, with the examples, every operator and keyword', () => {
    const inTable = rows.flatMap(([, text, others]) => `${text}${others}`.match(/\$\w+/g) ?? []);
    const inExamples = blocks.flatMap(({ language, code }) =>
      language === 'json' ? Array.from(code.matchAll(/"(\$\w+)":/g), ([, keyword]) => keyword!) : [],
    );
    expect(sorted([...inTable, ...inExamples])).to.deep.equal(
      sorted([...OPERATOR_NAMES, ...CONDITION_KEYWORDS]),
    );
  });
});

describe('the tables of keys in the guide to flags', () => {
  const { properties, $defs } = flagJsonSchema() as unknown as Schema;
  const keysIn = (heading: string): string[] =>
    sorted(
      rowsUnder(heading)
        .map(([first]) => first!)
        .flatMap(codes),
    );

  it('have every key of a definition', () => {
    expect(keysIn('Definitions')).to.deep.equal(sorted(Object.keys(properties)));
  });

  it('have every key of a rule', () => {
    expect(keysIn('Rules')).to.deep.equal(sorted(Object.keys($defs.rule.properties)));
  });

  it('have every kind', () => {
    const [, means] = rowsUnder('Definitions').find(([key]) => key === '`kind`')!;
    expect(codes(means!)).to.deep.equal([...FLAG_KINDS]);
  });

  it('have every hash', () => {
    const names = rowsUnder('Hashes of other systems').map(([hash]) => codes(hash!)[0]);
    expect(names.slice(1)).to.deep.equal([...HASH_NAMES]);
  });
});

describe('the table of limits in the guide to flags', () => {
  const oneRule = (rule: object): FlagDefinition => ({ rules: [rule] });
  const list = <Item>(length: number, item: (i: number) => Item): Item[] =>
    Array.from({ length }, (_, i) => item(i));
  const nested = (depth: number): object[] => (depth === 0 ? [] : [nested(depth - 1)]);

  /** A definition of each size, by the words of the table. */
  const ofSize: Readonly<Record<string, (size: number) => FlagDefinition>> = {
    'size of a definition, as UTF-8': (size) => ({
      description: 'x'.repeat(size * 1024 * 1024 - '{"description":""}'.length),
    }),
    'users in one list': (size) => oneRule({ users: list(size, String) }),
    rules: (size) => ({ rules: list(size, () => ({})) }),
    'depth of a definition, in objects and lists': (size) => ({ default: nested(size - 2) as never }),
    'characters of a pattern': (size) => oneRule({ when: { a: { $regex: 'x'.repeat(size) } } }),
    'characters of all patterns of a definition': (size) => {
      const pattern = (length: number): object => ({ a: { $regex: `[${'x'.repeat(length - 2)}]` } });
      const whole = Math.floor(size / 1000);
      return oneRule({
        when: { $or: [...list(whole - 1, () => pattern(1000)), pattern(500), pattern(500 + (size % 1000))] },
      });
    },
    'steps of all patterns of a definition': (size) => ({
      rules: [
        { when: { a: { $regex: 'x{1000}' } } },
        { when: { b: { $regex: `y{${size - 1000 - 1}}` } } },
        { when: { c: { $regex: 'z' } } },
      ],
    }),
  };

  for (const [limit, most] of rowsUnder('Limits').slice(1) as [string, string][]) {
    it(`is right about ${limit}`, () => {
      const size = Number.parseInt(most.replaceAll(',', ''), 10);
      const problem = (each: number): string | undefined =>
        parseFlag(FLAG, JSON.stringify(ofSize[limit]!(each))).problem;
      expect(problem(size)).to.equal(undefined);
      expect(problem(size + 1)).to.include('at most');
    });
  }
});

interface Schema {
  readonly properties: object;
  readonly $defs: { readonly rule: { readonly properties: object } };
}
