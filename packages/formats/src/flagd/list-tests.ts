import type { Condition, JsonValue } from '@halyard/core';
import { all, any, NEVER, not } from '../condition-algebra.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { attributeOf, isPrimitive, operationOf, type Primitive } from './logic.js';
import { NO_FAILURE, type Scope, type Truth } from './truth.js';

/** `in`: an attribute in a list of literals, or a literal in an attribute that is a text or a list. */
export function membership(path: string, [needle, haystack]: readonly JsonValue[]): Truth {
  if (Array.isArray(haystack)) {
    const attribute = attributeIn(path, needle);
    const literals = primitivesOf(path, haystack as readonly JsonValue[]);
    // A list as attribute is an element of no list.
    const holds = { [attribute]: { $in: literals, $not: { $type: 'array' } } };
    return { holds: literals.length === 0 ? NEVER : holds, ...NO_FAILURE };
  }
  if (!isPrimitive(needle)) throw new UntranslatableError(path, 'must look for a literal in an attribute');
  const attribute = attributeIn(path, haystack);
  const text = String(needle);
  return {
    holds: any([
      // Empty text counts as an empty list.
      { [attribute]: text === '' ? { $type: 'string', $ne: '' } : { $contains: text } },
      { [attribute]: { $type: 'array', $in: [needle] } },
    ]),
    fails: any([
      { [attribute]: { $eq: true } },
      { [attribute]: { $type: 'number', $ne: 0 } },
      { [attribute]: { $type: 'object' } },
    ]),
  };
}

/** `some`: a list that has one of the literals at least. */
export function elements(path: string, [list, test]: readonly JsonValue[], { isCompiled }: Scope): Truth {
  const attribute = attributeIn(path, list);
  const operation = operationOf(test);
  const [element, literals] = operation?.operator === 'in' ? operation.operands : [];
  const isElement = JSON.stringify(operationOf(element)?.operands) === '[""]';
  if (!isElement || !Array.isArray(literals)) {
    const what = 'must test whether an element is in a list of literals, {"in": [{"var": ""}, […]]}';
    throw new UntranslatableError(path, what);
  }
  const values = primitivesOf(path, literals as readonly JsonValue[]);
  const inList: Condition = { [attribute]: { $type: 'array', $in: values } };
  if (!isCompiled) {
    // The interpreter takes a text for the list of its characters.
    const characters = values.filter((value) => typeof value === 'string' && value.length === 1);
    const inText = characters.map((character) => ({ [attribute]: { $contains: character } }));
    return { holds: any([inList, ...inText]), ...NO_FAILURE };
  }
  const isBlank = any([null, false, 0, ''].map((value) => ({ [attribute]: { $eq: value } })));
  return { holds: inList, fails: all([not({ [attribute]: { $type: 'array' } }), not(isBlank)]) };
}

/** The literals that an attribute can equal: lists and objects are never the same one. */
function primitivesOf(path: string, list: readonly JsonValue[]): Primitive[] {
  const operation = list.find((each) => operationOf(each) !== undefined);
  if (operation !== undefined) {
    throw new UntranslatableError(path, 'must have literals in its list, not expressions');
  }
  return list.filter(isPrimitive);
}

/** The attribute that an expression reads. */
export function attributeIn(path: string, expression: JsonValue | undefined): string {
  const attribute = attributeOf(expression);
  if (attribute !== undefined) return attribute;
  const what = 'must compare an attribute of the context, such as {"var": "plan"}, with a literal';
  throw new UntranslatableError(path, what);
}
