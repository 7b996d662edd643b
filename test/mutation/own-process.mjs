// Two modules keep something from one evaluation to the next: how much was asked, and the offsets of time zones. A change
// that spoils it would make tests fail under the changes after it. What runs while the suites are loaded gets a new
// process for each change, so both run here.
import { beginEvaluation, follow } from '../../packages/core/src/evaluation/follow-reference.ts';
import { timeZone } from '../../packages/core/src/evaluation/schedule/time-zone.ts';

const flag = { constant: undefined, decide: () => undefined };
beginEvaluation();
follow('from', 'to', {}, { get: () => flag, inCycle: () => false }, 0);
timeZone('Africa/Monrovia').offset(0);
