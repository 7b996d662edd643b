import type { Model } from './explore.js';
import { outsideSteps } from './outside-steps.js';
import { protocolSteps } from './protocol-steps.js';
import type { Rule } from './rules.js';
import type { Scenario } from './scenario.js';
import { StateKeys } from './state-key.js';
import { timerSteps } from './timer-steps.js';
import { type World, firstWorld, wrong, wrongAtRest } from './world.js';

/** The protocol in a scenario, as it is or without one of its rules. */
export function protocolModel(scenario: Scenario, without?: Rule): Model<World> {
  const keys = new StateKeys();
  return {
    start: firstWorld(scenario),
    steps(world) {
      const steps = world.replicas.flatMap((_, index) => protocolSteps(world, index, scenario, without));
      const isQuiet = !steps.some(({ by }) => by === 'protocol');
      steps.push(...timerSteps(world, scenario, isQuiet, without));
      steps.push(...outsideSteps(world, scenario, without));
      return steps;
    },
    key: (world) => keys.of(world),
    wrong: (world) => wrong(world, scenario),
    wrongAtRest: (world) => wrongAtRest(world, scenario),
  };
}
