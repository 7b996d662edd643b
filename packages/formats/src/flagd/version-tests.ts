import type { Condition, JsonValue } from '@halyard/core';
import { any, not } from '../condition-algebra.js';
import { UntranslatableError } from '../untranslatable-error.js';
import {
  BUILD,
  hasHyphenInPreRelease,
  PRE_RELEASE,
  SEMANTIC_VERSION,
  VERSION_NUMBER as NUMBER,
} from '../semantic-version.js';
import { attributeIn } from './list-tests.js';
import { attributeOf, isPlain, isPrimitive } from './logic.js';
import { ALWAYS_NULL, NO_FAILURE, type Truth } from './truth.js';

/** What flagd takes for a version: three numbers, perhaps with more behind them; or one number or two. */
const VERSION = `^[vV]?(?:${SEMANTIC_VERSION}|${NUMBER}(?:\\.${NUMBER})?)$`;

const PARTS = new RegExp(`^[vV]?(${NUMBER})(?:\\.(${NUMBER})(?:\\.(${NUMBER})(${PRE_RELEASE})${BUILD})?)?$`);

const OPERATORS: ReadonlyMap<JsonValue | undefined, string> = new Map([
  ['=', '$veq'],
  ['!=', '$vne'],
  ['<', '$vlt'],
  ['<=', '$vlte'],
  ['>', '$vgt'],
  ['>=', '$vgte'],
]);

const MIRRORED: ReadonlyMap<JsonValue | undefined, JsonValue> = new Map([
  ['<', '>'],
  ['<=', '>='],
  ['>', '<'],
  ['>=', '<='],
]);

/** `sem_ver`: null for anything but two versions, a known operator between. */
export function versions(path: string, operands: readonly JsonValue[]): Truth {
  if (operands.length !== 3 && operands.every(isPlain)) return ALWAYS_NULL;
  const [left, operator, right] = operands;
  const isMirrored = attributeOf(left) === undefined;
  const [expression, literal] = isMirrored ? [right, left] : [left, right];
  const asked = isMirrored ? (MIRRORED.get(operator) ?? operator) : operator;
  const attribute = attributeIn(path, expression);
  if (!isPrimitive(literal)) throw new UntranslatableError(path, 'must compare an attribute with a version');
  const [, major, minor = '0', patch = '0', preRelease = ''] = PARTS.exec(String(literal)) ?? [];
  const tests =
    major === undefined || operands.length !== 3
      ? undefined
      : testsOf(path, asked, { major, minor, patch, preRelease });
  if (tests === undefined) return ALWAYS_NULL;
  const isVersion = { $regex: VERSION };
  return {
    holds: either(attribute, { ...isVersion, ...tests }),
    ...NO_FAILURE,
    isNull: not(either(attribute, isVersion)),
  };
}

/** flagd makes text of what it compares, so a list with only a version in it is that version. */
function either(attribute: string, tests: { readonly [operator: string]: JsonValue }): Condition {
  return any([{ [attribute]: tests }, { [attribute]: { $size: 1, $elemMatch: tests } }]);
}

interface Version {
  readonly major: string;
  readonly minor: string;
  readonly patch: string;
  readonly preRelease: string;
}

function testsOf(
  path: string,
  operator: JsonValue | undefined,
  { major, minor, patch, preRelease }: Version,
): { readonly [operator: string]: JsonValue } | undefined {
  const ask = OPERATORS.get(operator);
  if (ask !== undefined) {
    if (hasHyphenInPreRelease(`0${preRelease}`)) {
      const what = 'orders a pre-release with a hyphen in its name otherwise than Halyard does';
      throw new UntranslatableError(path, what);
    }
    return { [ask]: `${major}.${minor}.${patch}${preRelease}` };
  }
  // `-0` is the first pre-release of a version.
  if (operator === '^') return { $vgte: `${major}.0.0-0`, $vlt: `${next(major)}.0.0-0` };
  if (operator === '~') return { $vgte: `${major}.${minor}.0-0`, $vlt: `${major}.${next(minor)}.0-0` };
  return undefined;
}

function next(number: string): string {
  return String(BigInt(number) + 1n);
}

const SIGNS: ReadonlyMap<string, string> = new Map(
  Array.from(OPERATORS, ([sign, operator]) => [operator, sign as string]),
);

/** The `sem_ver` that a condition is the translation of; `undefined` for any other condition. */
export function versionLogic(condition: Condition): JsonValue | undefined {
  const [first] = Array.isArray(condition['$or']) ? (condition['$or'] as readonly Condition[]) : [];
  const [[attribute, tests] = []] = Object.entries(first ?? {});
  if (attribute === undefined || typeof tests !== 'object' || tests === null) return undefined;
  const { $regex: pattern, ...comparisons } = tests as { readonly [operator: string]: JsonValue };
  const signs = Object.entries(comparisons).map(([operator, version]) => [SIGNS.get(operator), version]);
  const isOurs =
    JSON.stringify(condition) === JSON.stringify(either(attribute, { $regex: VERSION, ...comparisons }));
  if (pattern !== VERSION || !isOurs || signs.some(([sign]) => sign === undefined)) return undefined;
  const value = { var: attribute };
  const [only, ...others] = signs.map(([sign, version]) => ({ sem_ver: [value, sign!, version!] }));
  if (only === undefined) return { sem_ver: [value, '=', value] };
  return others.length === 0 ? only : { and: [only, ...others] };
}
