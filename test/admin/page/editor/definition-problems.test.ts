import { FeatureFlags, type FlagDefinition, MemoryBackend } from '@halyard/core';
import { expect } from 'chai';
import {
  controlOf,
  problemAt,
  problemsInWords,
  readProblems,
} from '../../../../packages/admin/page/editor/model/definition-problems.js';

describe('the problems that the server finds', () => {
  it('are separated, even if a sentence contains semicolons', async () => {
    const problems = readProblems(
      await refusal({
        variants: { a: 1, b: 2 },
        default: 'c',
        rules: [
          { rollout: 120, serve: 'a' },
          { serve: 'x', when: { 'a b': { $gtt: 1 } } },
        ],
        expires: '2027-02-30',
      }),
    );
    expect(problems.map(({ path }) => path)).to.have.members([
      'rules[0].rollout',
      'rules[1].when["a b"].$gtt',
      'expires',
    ]);
    const unknown = readProblems(await refusal({ variants: { a: 1, b: 2 }, default: 'c', rules: [{}] }));
    expect(unknown.map(({ path }) => path)).to.deep.equal(['default', 'rules[0]']);
    expect(unknown[0]!.message).to.contain('known: "a", "b"');
  });

  it('go to the control that their place belongs to', () => {
    expect(controlOf('rules[12].when["a.b"].$gtt')).to.equal('rules[12].when');
    expect(controlOf('rules[0].rollout.start')).to.equal('rules[0].rollout.start');
    expect(controlOf('rules[0].schedule.between[1]')).to.equal('rules[0].schedule.between');
    expect(controlOf('rules[0].rollout')).to.equal('rules[0].rollout');
    expect(controlOf('rules[0]')).to.equal('rules[0]');
    expect(controlOf('rules[0].by[1]')).to.equal('rules[0].by');
    expect(controlOf('rules[2].hash')).to.equal('rules[2].hash');
    expect(controlOf('rules[2].requires[1].flag')).to.equal('rules[2].requires[1]');
    expect(controlOf('rules[2].requires')).to.equal('rules[2].requires');
    expect(controlOf('requires[1].flag')).to.equal('requires[1]');
    expect(controlOf('kind')).to.equal('kind');
    expect(controlOf('tags[0]')).to.equal('tags');
    expect(controlOf('')).to.equal('');
  });

  it('say at their control what is left of the place', () => {
    const problems = [
      { path: 'rules[0].when.age.$gtt', message: 'unknown operator' },
      { path: 'rules[1].when', message: 'must be an object' },
    ];
    expect(problemAt(problems, 'rules[0].when')).to.equal('age.$gtt: unknown operator');
    expect(problemAt(problems, 'rules[1].when')).to.equal('must be an object');
    expect(problemAt(problems, 'rules[2].when')).to.equal(undefined);
  });

  it('count rules from 1 where people see the form', () => {
    expect(problemsInWords([{ path: 'rules[0].rollout', message: 'too much' }])).to.equal(
      'rule 1 rollout: too much',
    );
    expect(problemsInWords([{ path: '', message: 'not JSON' }])).to.equal('not JSON');
  });
});

async function refusal(source: unknown): Promise<string> {
  const flags = await FeatureFlags.open(new MemoryBackend());
  try {
    await flags.set('a"flag', source as FlagDefinition);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was accepted');
}
