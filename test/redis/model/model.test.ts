import { expect } from 'chai';
import { explore } from './explore.js';
import { protocolModel } from './protocol-model.js';
import { SCENARIOS } from './scenarios.js';

/** A Map has room for 2 ** 24. */
const MAX_STATES = 16_000_000;

/** `MODEL_SIZE=large` allows for more events. That takes minutes and several gigabytes of memory. */
function isLarge(size = process.env['MODEL_SIZE']): boolean {
  if (size !== undefined && size !== 'large') {
    throw new Error(`MODEL_SIZE is ${JSON.stringify(size)}: set it to large, or unset it`);
  }
  return size === 'large';
}

describe('A model of the protocol', function () {
  const large = isLarge();
  this.timeout(large ? 3_600_000 : 60_000);

  for (const scenario of SCENARIOS) {
    const { name, states, turns, manyTurns } = scenario;
    it(`comes to rest with every replica like the hash: ${name}`, () => {
      const size = large && manyTurns !== undefined ? { ...scenario, turns: manyTurns } : scenario;
      const found = explore(protocolModel(size), MAX_STATES);
      const trace = found.counterexample?.trace.join('\n  ');
      expect(found.counterexample, `${found.counterexample?.wrong}, after\n  ${trace}\n`).to.equal(undefined);
      if (size.turns === turns) expect(found.states, 'states').to.equal(states);
      else process.stdout.write(`      ${found.states.toLocaleString('en')} states\n`);
    });
  }

  it('refuses a size that it does not have', () => {
    expect(() => isLarge('huge')).to.throw('MODEL_SIZE is "huge": set it to large, or unset it');
    expect(isLarge('large')).to.equal(true);
  });
});
