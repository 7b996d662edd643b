import type { JsonValue } from '@halyard/core';
import { parseFlag } from '@halyard/core/store';

/** Why an operator can't have this operand, as a sentence; `undefined` if it can. */
export function operandProblem(operator: string, operand: JsonValue): string | undefined {
  const rules = [{ when: { attribute: { [operator]: operand } } }];
  const { flag, problem } = parseFlag('flag', JSON.stringify({ rules }));
  return flag === undefined ? problem : undefined;
}
