import { expect } from 'chai';
import { explore } from './explore.js';
import { protocolModel } from './protocol-model.js';
import { RULES, type Rule } from './rules.js';
import { SCENARIOS } from './scenarios.js';

describe('The protocol without one of its rules', function () {
  this.timeout(60_000);

  for (const [rule, { number, scenario: name, ends }] of Object.entries(RULES)) {
    it(`goes wrong: rule ${number}, ${rule}`, () => {
      const scenario = SCENARIOS.find((each) => each.name === name)!;
      const { counterexample } = explore(protocolModel(scenario, rule as Rule), scenario.states * 2);
      expect(counterexample?.wrong).to.equal(ends);
    });
  }
});
