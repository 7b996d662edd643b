import type { JsonValue } from '../../flag/definition.js';
import { readInstant } from '../../flag/instant.js';
import { parseAddress, parseRange } from '../../flag/ip-address.js';
import type { OperatorName } from '../../flag/operator-names.js';
import { patternSteps } from '../../flag/pattern-steps.js';
import { spend, spendPattern, spendText } from '../cost.js';
import { compilePattern, type Pattern } from '../../flag/regular-expression.js';
import { canonicalText } from './canonical-text.js';
import { conditionSize } from './condition-size.js';
import { deeplyEquals } from './equality.js';
import { IpRangeSet } from './ip-range-set.js';
import { LenientSet } from './lenient-set.js';
import type { Predicate } from './predicate.js';
import { fold, foldText, numberOf, textOf, typeOf } from './value.js';
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
  (value) => {
    if (typeof value !== 'string') return false;
    spendText(value);
    return holds(value, operand);
  };

const textIgnoringCase =
  (holds: (value: string, operand: string) => boolean) =>
  (operand: string): Predicate => {
    const folded = operand.toLowerCase();
    return (value) => typeof value === 'string' && holds(foldText(value), folded);
  };

/** `numbers` is the usual case written out, since a call less counts here; `holds` is the same for both types. */
const comparison =
  (
    numbers: (operand: number) => (value: unknown) => boolean,
    holds: (value: number | string, operand: number | string) => boolean,
  ) =>
  (operand: number | string): Predicate => {
    if (typeof operand === 'number') return numbers(operand);
    const number = numberOf(operand);
    return (value) => (typeof value === 'string' ? holds(value, operand) : holds(amount(value), number));
  };

const versions =
  (holds: (order: number) => boolean) =>
  (operand: string): Predicate => {
    const wanted = parseVersion(operand)!;
    return (value) => {
      const version = parseVersion(versionText(value));
      return version !== undefined && holds(compareVersions(version, wanted));
    };
  };

const instants =
  (holds: (value: number, operand: number) => boolean) =>
  (operand: number | string): Predicate => {
    const wanted = readInstant(operand)!;
    return (value) => {
      const instant = readInstant(value);
      return instant !== undefined && holds(instant, wanted);
    };
  };

const addresses =
  (wanted: boolean) =>
  (operand: readonly string[]): Predicate => {
    const ranges = new IpRangeSet(operand.map((each) => parseRange(each)!));
    return (value) => {
      const address = typeof value === 'string' ? parseAddress(value) : undefined;
      return address !== undefined && ranges.has(address) === wanted;
    };
  };

/** The remainder of numbers and numeric text has the sign of the divisor. */
const remainder = (divisor: number, first: number, last: number): Predicate => {
  return (value) => {
    const number = typeof value === 'boolean' ? NaN : numberOf(value);
    const left = number % divisor;
    const found = left !== 0 && left < 0 !== divisor < 0 ? left + divisor : left;
    return found >= first && found <= last;
  };
};

const matches =
  (ignoreCase: boolean) =>
  (source: string): Predicate => {
    const size = patternSteps(source);
    // Compiled when first needed: the definition was checked, and most patterns of a large set never run.
    let pattern: Pattern | undefined;
    return (value) => {
      const subject = textOf(value);
      if (subject === undefined) return false;
      spendPattern(size, subject);
      return (pattern ??= compilePattern(source, ignoreCase)).test(subject);
    };
  };

const among =
  (foldCase: boolean) =>
  (operand: readonly JsonValue[]): Predicate => {
    const listed = new Set<unknown>(foldCase ? operand.map(fold) : operand);
    const structures = new Set<string>();
    for (const each of operand) {
      if (typeof each === 'object' && each !== null) structures.add(canonicalText(each, Infinity)!);
    }
    const longest = Math.max(0, ...Array.from(structures, ({ length }) => length));
    const has = (value: unknown): boolean => {
      if (listed.has(foldCase ? fold(value) : value)) return true;
      if (structures.size === 0 || typeof value !== 'object' || value === null) return false;
      return structures.has(canonicalText(value, longest) ?? '');
    };
    return (value) => {
      // A missing attribute is among those listed if null is.
      if (!Array.isArray(value)) return has(value === undefined ? null : value);
      spend(foldCase ? 4 * value.length : value.length);
      return value.some(has);
    };
  };

const containsAll =
  (ignoreCase: boolean) =>
  (operand: readonly JsonValue[]): Predicate => {
    const wanted = new LenientSet(operand, ignoreCase);
    return (value) => Array.isArray(value) && wanted.areAllIn(value);
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

const OPERATORS = {
  $eq: equals,
  $ne: not(equals),
  $gt: comparison(
    (operand) => (value) => amount(value) > operand,
    (value, operand) => value > operand,
  ),
  $gte: comparison(
    (operand) => (value) => amount(value) >= operand,
    (value, operand) => value >= operand,
  ),
  $lt: comparison(
    (operand) => (value) => amount(value) < operand,
    (value, operand) => value < operand,
  ),
  $lte: comparison(
    (operand) => (value) => amount(value) <= operand,
    (value, operand) => value <= operand,
  ),
  $in: among(false),
  $nin: not(among(false)),
  $ini: among(true),
  $nini: not(among(true)),
  $all: containsAll(false),
  $alli: containsAll(true),
  $elemMatch(operand: JsonValue, nested: Nested): Predicate {
    const holds = nested.element(operand);
    const cost = conditionSize(operand);
    return (value, flags, now) => {
      if (!Array.isArray(value)) return false;
      for (const each of value) {
        spend(cost);
        if (each !== null && each !== undefined && holds(each, flags, now)) return true;
      }
      return false;
    };
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
  $startsWithi: textIgnoringCase((value, operand) => value.startsWith(operand)),
  $endsWithi: textIgnoringCase((value, operand) => value.endsWith(operand)),
  $containsi: textIgnoringCase((value, operand) => value.includes(operand)),
  $mod: ([divisor, only]: readonly [number, number]) => remainder(divisor, only, only),
  $modRange: ([base, first, last]: readonly [number, number, number]) => remainder(base, first, last),
  $before: instants((value, operand) => value < operand),
  $after: instants((value, operand) => value > operand),
  $inCidr: addresses(true),
  $notInCidr: addresses(false),
  $regex: matches(false),
  $regexi: matches(true),
  $notRegex: not(matches(false)),
  $notRegexi: not(matches(true)),
  $veq: versions((order) => order === 0),
  $vne: not(versions((order) => order === 0)),
  $vgt: versions((order) => order > 0),
  $vgte: versions((order) => order >= 0),
  $vlt: versions((order) => order < 0),
  $vlte: versions((order) => order <= 0),
  $not: not((operand: JsonValue, nested) => nested.value(operand)),
} satisfies Record<OperatorName, Compile>;

/** The test of an operator under an attribute (docs/flags.md, "Operators"). */
export function compileOperator(name: OperatorName, operand: JsonValue, nested: Nested): Predicate {
  return OPERATORS[name](operand as never, nested);
}

/** What a value compares as with numbers: a missing attribute as 0. */
function amount(value: unknown): number {
  if (typeof value === 'number') return value;
  return value === undefined || value === null ? 0 : numberOf(value);
}

/** The text that is read as a version. A missing attribute is version 0. */
function versionText(value: unknown): string {
  return value === undefined || value === null ? '0' : (textOf(value) ?? '');
}
