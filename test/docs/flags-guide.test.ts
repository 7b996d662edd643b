import { EnvBackend, HalyardError, MemoryBackend } from '@halyard/core';
import { canonicalName, flagFileJsonSchema, flagJsonSchema, parseFlag } from '@halyard/core/store';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { checkAnswer, FLAG, open } from './answer-line.js';
import { type Block, documents } from './markdown.js';

const { blocks } = documents().find(({ path }) => path === 'docs/flags.md')!;

/** Checks one line of a block: what stands before the arrow, and what stands behind it. */
type Check = (before: string, after: string) => unknown;

/** The blocks of examples by the word after `text`; without one they are about the definition above. */
const checks: Readonly<Record<string, Check>> = {
  stored(before, answer) {
    const [text, asked] = before.split(/ {2,}/) as [string, string];
    return checkAnswer(asked, answer, { [FLAG]: text });
  },

  refused(text, problem) {
    expect(() => new MemoryBackend({ [FLAG]: text }))
      .to.throw(HalyardError, problem)
      .with.property('code', 'INVALID_DEFINITION');
  },

  names(name, problem) {
    expect(parseFlag(JSON.parse(`"${name}"`) as string, 'on').problem).to.include(problem);
  },

  spellings(name, canonical) {
    expect(canonicalName(name)).to.equal(canonical);
  },

  async variables(variable, name) {
    const backend = new EnvBackend({ env: { [variable]: 'on' } });
    await backend.open();
    expect([...backend.snapshot.flags.keys()]).to.deep.equal([name]);
  },

  async slots(before, after) {
    const [hash, seed] = before.split(/ +/) as [string, string];
    const [slot, slots] = after.split(' of ').map(Number);
    const when = { $rollout: { range: [0, 1], hash, seed } };
    const flags = await open({ [FLAG]: { rules: [{ when }] } });
    const [condition] = flags.explain(FLAG, { targetingKey: 'alice' }).rules[0]!.parts;
    expect(condition!.parts![0]!.bucket).to.include({ hash: slot, slots });
  },
};

/** The flags that a block of JSON defines, as text: one definition, or several flags by name. */
function flagsOf({ code, words }: Block): Record<string, string> {
  if (!words.includes('flags')) return { [FLAG]: code };
  return Object.fromEntries(
    Object.entries(JSON.parse(code) as Record<string, unknown>).map(([name, source]) => {
      return [name, typeof source === 'string' ? source : JSON.stringify(source)];
    }),
  );
}

function checkOf({ words: [word] }: Block, i: number): Check {
  if (word !== undefined) return checks[word]!;
  const flags = flagsOf(blocks[i - 1]!);
  return (asked, answer) => checkAnswer(asked, answer, flags);
}

describe('the guide to flags', () => {
  for (const [i, block] of blocks.entries()) {
    if (block.language !== 'text') continue;
    const check = checkOf(block, i);
    for (const line of block.code.split('\n')) {
      it(`is right at line ${block.line}: ${line.replaceAll(/ +/g, ' ')}`, async () => {
        const [before, after] = line.split(/ +→ +/) as [string, string];
        await check(before, after);
      });
    }
  }

  it('answers for every definition it shows', () => {
    for (const [i, { language, line }] of blocks.entries()) {
      if (language === 'json') expect(blocks[i + 1]?.language, `line ${line}`).to.equal('text');
    }
  });

  for (const { language, code, words, line } of blocks) {
    if (language !== 'json') continue;
    it(`has JSON at line ${line} that the JSON Schema accepts`, () => {
      const schema = words.includes('flags') ? flagFileJsonSchema() : flagJsonSchema();
      const validate = new Ajv2020({ strict: false }).compile(schema);
      expect(validate(JSON.parse(code)), JSON.stringify(validate.errors)).to.equal(true);
    });
  }
});
