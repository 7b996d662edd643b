import {
  type EvaluationContext,
  FeatureFlags,
  type FlagSource,
  HalyardError,
  MemoryBackend,
} from '@halyard/core';
import { expect } from 'chai';
import { type Block, documents } from './markdown.js';

const FLAG = 'new_checkout';
const { blocks, prose } = documents().find(({ path }) => path === 'docs/flags.md')!;

/** `at 2026-12-01T00:00:00Z {"plan": "pro"} → true SPLIT`, before it the stored text where there is one. */
const LINE =
  /^(?<stored>.*?) *(?:at (?<time>\S+) )?(?<context>\{.*\}) +→ +(?<value>.*?)(?: +(?<reason>[A-Z_]+))?$/;

function open(flags: Record<string, FlagSource>, now = 0): Promise<FeatureFlags> {
  return FeatureFlags.open(new MemoryBackend(flags), { clock: () => now });
}

/** The flags that a block of JSON defines, as text: one definition, or several flags by name. */
function flagsOf({ code, words }: Block): Record<string, string> {
  if (!words.includes('flags')) return { [FLAG]: code };
  return Object.fromEntries(
    Object.entries(JSON.parse(code) as Record<string, unknown>).map(([name, source]) => {
      return [name, typeof source === 'string' ? source : JSON.stringify(source)];
    }),
  );
}

async function answers(line: string, flags: Record<string, string>): Promise<void> {
  const { stored, time, context, value, reason } = LINE.exec(line)!.groups!;
  const all = stored === '' ? flags : { [FLAG]: stored! };
  const service = await open(all, time === undefined ? 0 : Date.parse(time));
  const answer = service.evaluate(FLAG, JSON.parse(context!) as EvaluationContext);
  expect(answer.value).to.deep.equal(JSON.parse(value!));
  if (reason !== undefined) expect(answer.reason).to.equal(reason);
  await service.close();
}

describe('the guide to flags', () => {
  for (const [i, block] of blocks.entries()) {
    if (block.language !== 'text') continue;
    const lines = block.code.split('\n');
    if (block.words.includes('refused')) {
      for (const line of lines) {
        const [text, problem] = line.split(/ +→ /);
        it(`is right that this is refused: ${text}`, () => {
          expect(() => new MemoryBackend({ [FLAG]: text! }))
            .to.throw(HalyardError, problem)
            .with.property('code', 'INVALID_DEFINITION');
        });
      }
    } else {
      const flags = block.words.includes('stored') ? {} : flagsOf(blocks[i - 1]!);
      for (const line of lines) {
        it(`is right at line ${block.line}: ${line.replaceAll(/ +/g, ' ')}`, () => answers(line, flags));
      }
    }
  }

  it('answers for every definition it shows', () => {
    for (const [i, { language, line }] of blocks.entries()) {
      if (language === 'json') expect(blocks[i + 1]?.language, `line ${line}`).to.equal('text');
    }
  });
});

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

  it('has every operator there is', async () => {
    const shown = new Set(rows.flatMap(([, text, others]) => `${text}${others}`.match(/\$\w+/g) ?? []));
    const schema = new URL('../../packages/core/schema/flag.schema.json', import.meta.url);
    const { $defs } = (await import(schema.href, { with: { type: 'json' } })).default as Schema;
    const known = [...Object.keys($defs.operators.properties), ...Object.keys($defs.condition.properties)];
    expect([...shown].sort()).to.deep.equal([...new Set(known)].filter((each) => each !== '$segment').sort());
  });
});

interface Schema {
  readonly $defs: Readonly<Record<'operators' | 'condition', { readonly properties: object }>>;
}
