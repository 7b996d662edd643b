import type { Condition, JsonValue } from '@halyard/core';
import { shareOf } from './from-fractional.js';
import { attributeOf, operationOf } from './logic.js';
import { Untranslatable } from './untranslatable.js';

/** Translates a boolean JsonLogic expression into a condition of the flag `name`. Throws {@link Untranslatable}. */
export function conditionOf(path: string, expression: JsonValue, name: string): Condition {
  if (typeof expression === 'boolean') return expression ? {} : NEVER;
  const operation = operationOf(expression);
  if (operation === undefined) throw new Untranslatable(path, 'must be a condition');
  const { operator, operands } = operation;
  if (operator === 'var') return truthy(path, expression);
  const translate = TRANSLATIONS.get(operator);
  if (translate === undefined)
    throw new Untranslatable(path, `the operator ${JSON.stringify(operator)} is not supported`);
  return translate(`${path}.${operator}`, operands, name);
}

type Translation = (path: string, operands: readonly JsonValue[], name: string) => Condition;

/** A condition that never holds. */
const NEVER: Condition = { $not: {} };

const TRANSLATIONS: ReadonlyMap<string, Translation> = new Map<string, Translation>([
  ['and', (path, operands, name) => ({ $and: each(path, operands, name) })],
  // Without operands, JsonLogic's `or` is false, but an empty $or holds.
  ['or', (path, operands, name) => (operands.length === 0 ? NEVER : { $or: each(path, operands, name) })],
  ['!', (path, operands, name) => ({ $not: conditionOf(`${path}[0]`, operands[0] ?? null, name) })],
  ['!!', (path, operands, name) => conditionOf(`${path}[0]`, operands[0] ?? null, name)],
  ['==', (path, operands, name) => share(path, operands, name) ?? equal(path, operands, leniently)],
  ['!=', (path, operands, name) => ({ $not: TRANSLATIONS.get('==')!(path, operands, name) })],
  [
    '===',
    (path, operands, name) =>
      share(path, operands, name) ??
      equal(path, operands, (literal) => (literal === null ? null : { $eq: literal })),
  ],
  ['!==', (path, operands, name) => ({ $not: TRANSLATIONS.get('===')!(path, operands, name) })],
  ...(['<', '<=', '>', '>='] as const).map((operator) => [operator, comparison(operator)] as const),
  ['in', membership],
  ['some', elements],
  ['starts_with', (path, [text, start]) => on(path, text, { $startsWith: string(path, start) })],
  ['ends_with', (path, [text, end]) => on(path, text, { $endsWith: string(path, end) })],
  ['sem_ver', versions],
]);

function each(path: string, operands: readonly JsonValue[], name: string): Condition[] {
  return operands.map((operand, i) => conditionOf(`${path}[${i}]`, operand, name));
}

/** The share that a comparison of a bucket selects. */
function share(path: string, operands: readonly JsonValue[], name: string): Condition | undefined {
  const $rollout = shareOf(path, operands, name);
  if ($rollout === undefined) return undefined;
  const [first, last] = $rollout.range;
  return first === last ? NEVER : { $rollout: { ...$rollout } };
}

/** Truthy as in JsonLogic: text such as "false" is truthy, an empty list is not. */
function truthy(path: string, expression: JsonValue): Condition {
  return { $nor: [null, false, 0, '', []].map((value) => on(path, expression, { $eq: value })) };
}

/** The test that `==` makes of an attribute. A boolean and its text are not equal. */
function leniently(literal: JsonValue): JsonValue {
  return typeof literal === 'boolean' || literal === 'true' || literal === 'false'
    ? { $eq: literal }
    : literal;
}

/** The test of the attribute that an expression reads. */
function on(path: string, expression: JsonValue | undefined, asked: JsonValue): Condition {
  const attribute = attributeOf(expression);
  if (attribute === undefined || attribute.startsWith('$')) {
    throw new Untranslatable(
      path,
      'must compare an attribute of the context, such as {"var": "plan"}, with a literal',
    );
  }
  return { [attribute]: asked };
}

function equal(
  path: string,
  operands: readonly JsonValue[],
  ask: (literal: JsonValue) => JsonValue,
): Condition {
  const [left, right] = attributeOf(operands[0]) === undefined ? [operands[1], operands[0]] : operands;
  if (right === undefined || (typeof right === 'object' && right !== null)) {
    throw new Untranslatable(path, 'must compare an attribute with a text, a number, a boolean or null');
  }
  return on(path, left, ask(right));
}

const ASKED = { '<': '$lt', '<=': '$lte', '>': '$gt', '>=': '$gte' } as const;
const MIRRORED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function comparison(operator: keyof typeof ASKED): Translation {
  return (path, operands) => {
    const [left, right, third] = operands;
    // With three operands, the middle one must be between the others.
    if (third !== undefined && operands.length === 3) {
      return on(path, right, {
        [ASKED[MIRRORED[operator]]]: comparable(path, left),
        [ASKED[operator]]: comparable(path, third),
      });
    }
    return attributeOf(left) === undefined
      ? on(path, right, { [ASKED[MIRRORED[operator]]]: comparable(path, left) })
      : on(path, left, { [ASKED[operator]]: comparable(path, right) });
  };
}

/** `in` for an attribute in a list of literals, or for a text in an attribute that is a text or a list. */
function membership(path: string, [needle, haystack]: readonly JsonValue[]): Condition {
  if (Array.isArray(haystack)) return on(path, needle, { $in: haystack as readonly JsonValue[] });
  const text = string(path, needle);
  return {
    $or: [on(path, haystack, { $contains: text }), on(path, haystack, { $elemMatch: { $eq: text } })],
  };
}

/** A list that has at least one of the literals. */
function elements(path: string, [list, asked]: readonly JsonValue[]): Condition {
  const operation = asked === undefined ? undefined : operationOf(asked);
  const [element, literals] = operation?.operator === 'in' ? operation.operands : [];
  const isElement = element !== undefined && JSON.stringify(operationOf(element)?.operands) === '[""]';
  if (isElement && Array.isArray(literals))
    return on(path, list, { $elemMatch: { $in: literals as readonly JsonValue[] } });
  throw new Untranslatable(
    path,
    'must test whether an element is in a list of literals, {"in": [{"var": ""}, […]]}',
  );
}

const VERSIONS: ReadonlyMap<JsonValue | undefined, string> = new Map([
  ['=', '$veq'],
  ['!=', '$vne'],
  ['<', '$vlt'],
  ['<=', '$vlte'],
  ['>', '$vgt'],
  ['>=', '$vgte'],
]);

function versions(path: string, [attribute, operator, version]: readonly JsonValue[]): Condition {
  const text = string(path, version);
  const ask = VERSIONS.get(operator);
  if (ask !== undefined) return on(path, attribute, { [ask]: text });
  const [, major = '', minor = ''] = /^v?(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  // `-0` is the first pre-release of a version.
  if (operator === '^' && major !== '')
    return on(path, attribute, { $vgte: `${major}.0.0-0`, $vlt: `${Number(major) + 1}.0.0-0` });
  if (operator === '~' && minor !== '') {
    return on(path, attribute, { $vgte: `${major}.${minor}.0-0`, $vlt: `${major}.${Number(minor) + 1}.0-0` });
  }
  throw new Untranslatable(
    path,
    `the operator must be one of = != < <= > >= ^ ~, received ${JSON.stringify(operator)}`,
  );
}

function string(path: string, value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  throw new Untranslatable(path, 'must be a text');
}

function comparable(path: string, value: JsonValue | undefined): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new Untranslatable(path, 'must compare an attribute with a number or a text');
}
