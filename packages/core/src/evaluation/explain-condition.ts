import type { Condition, JsonValue } from '../flag/definition.js';
import type { FlagScope } from '../flag/flag.js';
import { SEGMENT_PREFIX } from '../flag/name.js';
import { readPath } from './attribute.js';
import { ConditionCompiler } from './condition.js';
import { describe } from './describe.js';
import type { EvaluationContext } from './evaluation.js';
import type { ExplainedPart } from './explanation.js';

/** Explains a condition key by key, each tried by the very test that decides. */
export function explainCondition(
  flag: string,
  condition: Condition,
  context: EvaluationContext,
  flags: FlagScope,
  now: number,
): readonly ExplainedPart[] {
  const explainAll = (each: Condition): readonly ExplainedPart[] =>
    Object.entries(each).map(([key, operand]) => explainKey(key, operand));

  const explainKey = (key: string, operand: JsonValue): ExplainedPart => {
    const held = new ConditionCompiler(flag).condition({ [key]: operand })(context, flags, now);
    switch (key) {
      case '$and':
      case '$or':
      case '$nor': {
        const parts = (operand as readonly Condition[]).map((each, i): ExplainedPart => {
          const inner = explainAll(each);
          const innerHeld = inner.every((part) => part.held);
          return { part: String(i), held: innerHeld, why: 'all of it must hold', parts: inner };
        });
        return { part: key, held, why: JOINED[key], parts };
      }
      case '$not':
        return { part: key, held, why: 'must not hold', parts: explainAll(operand as Condition) };
      case '$segment':
        return { part: key, held, why: explainSegment(operand as string, held, flags) };
      default: {
        const found = describe(readPath(context, key.split('.')));
        return { part: key, held, why: `${key} is ${found}, wanted ${describe(operand)}` };
      }
    }
  };

  return explainAll(condition);
}

const JOINED = {
  $and: 'all of these must hold',
  $or: 'one of these must hold',
  $nor: 'none of these may hold',
} as const;

function explainSegment(name: string, held: boolean, flags: FlagScope): string {
  if (flags.get(SEGMENT_PREFIX + name) === undefined) return `there is no segment ${name}`;
  return held ? `is in segment ${name}` : `is not in segment ${name}`;
}
