import type { JsonValue } from '../../flag/definition.js';
import type { FlagScope } from '../../flag/flag.js';
import { deeplyEquals } from './equality.js';
import { compilePattern, type Pattern } from '../pattern.js';
import type { Predicate } from './predicate.js';
import { fold, numberOf, textOf, typeOf } from './value.js';
import { compareVersions, parseVersion } from './version.js';

/** What an operator needs to compile an operand that is a condition itself. */
export interface Nested {
  /** Operators for the value itself, or a value to equal. */
  value(expected: JsonValue): Predicate;
  /** What `$elemMatch` asks of an element: the one or the other. */
  element(expected: JsonValue): Predicate;
}

type Compile = (operand: never, nested: Nested) => Predicate;

const text =
  (holds: (value: string, operand: string) => boolean) =>
  (operand: string): Predicate =>
  (value) =>
    typeof value === 'string' && holds(value, operand);

const comparison =
  (holds: (value: number | string, operand: number | string) => boolean) =>
  (operand: number | string): Predicate => {
    const number = numberOf(operand);
    return typeof operand === 'number'
      ? (value) => holds(typeof value === 'number' ? value : numberOrZero(value), operand)
      : (value) => (typeof value === 'string' ? holds(value, operand) : holds(numberOrZero(value), number));
  };

const versions =
  (holds: (order: number) => boolean) =>
  (operand: string): Predicate => {
    const wanted = parseVersion(operand);
    return (value) => holds(compareVersions(parseVersion(versionOf(value)), wanted));
  };

const remainder =
  (divisor: number, first: number, last: number): Predicate =>
  (value) =>
    typeof value === 'number' && value % divisor >= first && value % divisor <= last;

const matches =
  (ignoreCase: boolean) =>
  (source: string): Predicate => {
    // Compiled when first needed: the definition was checked, and most patterns of a large set never run.
    let pattern: Pattern | undefined;
    return (value) => {
      const subject = textOf(value);
      return subject !== undefined && (pattern ??= compilePattern(source, ignoreCase)).test(subject);
    };
  };

const among =
  (foldCase: boolean) =>
  (operand: readonly JsonValue[]): Predicate => {
    const listed = new Set<unknown>(foldCase ? operand.map(fold) : operand);
    const structures = operand.filter((each) => typeof each === 'object' && each !== null);
    const isListed = (value: unknown): boolean => listed.has(foldCase ? fold(value) : value);
    const has =
      structures.length === 0
        ? isListed
        : (value: unknown): boolean =>
            isListed(value) || structures.some((each) => deeplyEquals(each, value));
    // A missing attribute is among those listed if null is.
    return (value) => (Array.isArray(value) ? value.some(has) : has(value === undefined ? null : value));
  };

const containsAll =
  (element: (expected: JsonValue, nested: Nested) => Predicate) =>
  (operand: readonly JsonValue[], nested: Nested): Predicate => {
    const wanted = operand.map((expected) => element(expected, nested));
    return (value, flags, now) =>
      Array.isArray(value) && wanted.every((holds) => hasElement(value, holds, flags, now));
  };

const not =
  <Operand>(compile: (operand: Operand, nested: Nested) => Predicate) =>
  (operand: Operand, nested: Nested): Predicate => {
    const test = compile(operand, nested);
    return (value, flags, now) => !test(value, flags, now);
  };

const equals =
  (operand: JsonValue): Predicate =>
  (value) =>
    deeplyEquals(operand, value === undefined ? null : value);

/** The operators that may stand under an attribute (FLAGS.md section 5), each compiling its operand. */
export const OPERATORS: ReadonlyMap<string, Compile> = new Map<string, Compile>(
  Object.entries({
    $eq: equals,
    $ne: not(equals),
    $gt: comparison((value, operand) => value > operand),
    $gte: comparison((value, operand) => value >= operand),
    $lt: comparison((value, operand) => value < operand),
    $lte: comparison((value, operand) => value <= operand),
    $in: among(false),
    $nin: not(among(false)),
    $ini: among(true),
    $nini: not(among(true)),
    $all: containsAll((expected, nested) => nested.value(expected)),
    $alli: containsAll((expected, nested) =>
      typeof expected === 'string' ? equalsFolded(expected) : nested.value(expected),
    ),
    $elemMatch(operand: JsonValue, nested: Nested): Predicate {
      const holds = nested.element(operand);
      const isElement: Predicate = (each, flags, now) =>
        each !== null && each !== undefined && holds(each, flags, now);
      return (value, flags, now) => Array.isArray(value) && hasElement(value, isElement, flags, now);
    },
    $size(operand: JsonValue, nested: Nested): Predicate {
      const test = nested.value(operand);
      return (value, flags, now) => Array.isArray(value) && test(value.length, flags, now);
    },
    $exists:
      (operand: boolean): Predicate =>
      (value) =>
        (value !== undefined && value !== null) === operand,
    $type:
      (operand: string): Predicate =>
      (value) =>
        typeOf(value) === operand,
    $startsWith: text((value, operand) => value.startsWith(operand)),
    $endsWith: text((value, operand) => value.endsWith(operand)),
    $contains: text((value, operand) => value.includes(operand)),
    $mod: ([divisor, only]: readonly [number, number]) => remainder(divisor, only, only),
    $modRange: ([base, first, last]: readonly [number, number, number]) => remainder(base, first, last),
    $regex: matches(false),
    $regexi: matches(true),
    $notRegex: not(matches(false)),
    $notRegexi: not(matches(true)),
    $veq: versions((order) => order === 0),
    $vne: versions((order) => order !== 0),
    $vgt: versions((order) => order > 0),
    $vgte: versions((order) => order >= 0),
    $vlt: versions((order) => order < 0),
    $vlte: versions((order) => order <= 0),
    $not: not((operand: JsonValue, nested) => nested.value(operand)),
  }),
);

function hasElement(list: readonly unknown[], holds: Predicate, flags: FlagScope, now: number): boolean {
  for (const each of list) if (holds(each, flags, now)) return true;
  return false;
}

function equalsFolded(expected: string): Predicate {
  const folded = fold(expected);
  return (value) => fold(textOf(value)) === folded;
}

/** A missing attribute compares as 0 with numbers. */
function numberOrZero(value: unknown): number {
  return value === undefined || value === null ? 0 : numberOf(value);
}

/** A missing attribute, and whatever is no version, compares as version 0. */
function versionOf(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : '0';
}
