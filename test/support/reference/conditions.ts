import type { Condition, JsonValue, Schedule } from '@halyard/core';
import { RE2JS } from 're2js';
import { isInRanges } from './addresses.js';
import { attribute, InvalidContext } from './attributes.js';
import { instantOf } from './instants.js';
import { isPlainlyOff } from './short-text.js';
import { isSame, isScalar, lower, numberOf } from './values.js';
import { versionOrder } from './versions.js';

/** What a condition asks of the whole evaluation, not of an attribute. */
export interface Surroundings {
  /** Whether the context is in the segment of this name. */
  inSegment(name: string): boolean;
  /** Whether the context is in this share. */
  inRollout(operand: JsonValue): boolean;
  /** Whether it is one of these times. */
  inSchedule(schedule: Schedule): boolean;
}

/** Whether a condition holds for a subject (docs/flags.md, "Conditions"). The keys are asked in their order. */
export function holds(condition: Condition, subject: unknown, around: Surroundings): boolean {
  return Object.entries(condition).every(([key, operand]) => {
    const list = operand as readonly Condition[];
    switch (key) {
      case '$and':
        return list.every((each) => holds(each, subject, around));
      case '$or':
        return list.length === 0 || list.some((each) => holds(each, subject, around));
      case '$nor':
        return list.length > 0 && !list.some((each) => holds(each, subject, around));
      case '$not':
        return !holds(operand as Condition, subject, around);
      case '$segment':
        return around.inSegment(operand as string);
      case '$rollout':
        return around.inRollout(operand);
      case '$schedule':
        return around.inSchedule(operand as Schedule);
      default:
        return valueHolds(operand, attribute(subject, key), around);
    }
  });
}

function valueHolds(wanted: JsonValue, value: unknown, around: Surroundings): boolean {
  if (!isOperatorObject(wanted)) return isEqual(wanted, value);
  return Object.entries(wanted as Record<string, JsonValue>).every(([operator, operand]) =>
    operatorHolds(operator, operand as never, value, around),
  );
}

/** Compares leniently. */
function isEqual(wanted: JsonValue, value: unknown): boolean {
  const missing = value === undefined || value === null;
  switch (typeof wanted) {
    case 'string':
      return isScalar(value) && String(value) === wanted;
    case 'number':
      // oxlint-disable-next-line eqeqeq -- a BigInt is never === a number
      return isScalar(value) && numberOf(value) == wanted;
    case 'boolean':
      return !missing && (typeof value === 'string' ? !isPlainlyOff(value) : Boolean(value)) === wanted;
    default:
      return wanted === null ? missing : isSame(wanted, value);
  }
}

function operatorHolds(operator: string, operand: never, value: unknown, around: Surroundings): boolean {
  const missing = value === undefined || value === null;
  const opposite = OPPOSITES[operator];
  if (opposite !== undefined) return !operatorHolds(opposite, operand, value, around);
  switch (operator) {
    case '$not':
      return !valueHolds(operand, value, around);
    case '$eq':
      return isSame(operand, value ?? null);
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return isOrdered(operator, missing ? 0 : value, operand);
    case '$in':
      return elements(value).some((each) => includes(operand, each));
    case '$ini':
      return elements(value).some((each) => includes((operand as JsonValue[]).map(lower), lower(each)));
    case '$all':
      return (
        Array.isArray(value) &&
        (operand as JsonValue[]).every((wanted) => value.some((each) => isEqual(wanted, each)))
      );
    case '$alli':
      return (
        Array.isArray(value) &&
        (operand as JsonValue[]).every((wanted) =>
          value.some((each) =>
            typeof wanted === 'string'
              ? isScalar(each) && lower(String(each)) === lower(wanted)
              : isEqual(wanted, each),
          ),
        )
      );
    case '$elemMatch':
      return (
        Array.isArray(value) &&
        value.some(
          (each) =>
            each !== null &&
            each !== undefined &&
            (asksOfValue(operand) ? valueHolds(operand, each, around) : holds(operand, each, around)),
        )
      );
    case '$size':
      return Array.isArray(value) && valueHolds(operand, value.length, around);
    case '$exists':
      return operand ? !missing : missing;
    case '$type':
      return (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value) === operand;
    case '$startsWith':
      return typeof value === 'string' && value.startsWith(operand);
    case '$endsWith':
      return typeof value === 'string' && value.endsWith(operand);
    case '$contains':
      return typeof value === 'string' && value.includes(operand);
    case '$startsWithi':
    case '$endsWithi':
    case '$containsi':
      return operatorHolds(operator.slice(0, -1), lower(operand) as never, lower(value), around);
    case '$mod':
      return remainder(value, operand[0]) === operand[1];
    case '$modRange': {
      const rest = remainder(value, operand[0]);
      return rest >= operand[1] && rest <= operand[2];
    }
    case '$before':
    case '$after': {
      const [instant, limit] = [instantOf(value), instantOf(operand)!];
      if (instant === undefined) return false;
      return operator === '$before' ? instant < limit : instant > limit;
    }
    case '$inCidr':
      return isInRanges(value, operand) === true;
    case '$notInCidr':
      return isInRanges(value, operand) === false;
    case '$regex':
      return matches(RE2JS.compile(operand), value);
    case '$regexi':
      return matches(RE2JS.compile(operand, RE2JS.CASE_INSENSITIVE), value);
    case '$veq':
    case '$vgt':
    case '$vgte':
    case '$vlt':
    case '$vlte':
      return isVersionOrdered(operator, versionOrder(value, operand));
    default:
      throw new Error(`unknown operator ${operator}`);
  }
}

/** Each of these holds where the other does not. */
const OPPOSITES: Readonly<Record<string, string>> = {
  $ne: '$eq',
  $nin: '$in',
  $nini: '$ini',
  $notRegex: '$regex',
  $notRegexi: '$regexi',
  $vne: '$veq',
};

function elements(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value ?? null];
}

function includes(list: readonly unknown[], value: unknown): boolean {
  return list.some((each) => isSame(each as JsonValue, value));
}

function isOrdered(operator: string, a: unknown, b: string | number): boolean {
  const [left, right] = typeof a === 'string' && typeof b === 'string' ? [a, b] : [numberOf(a), numberOf(b)];
  switch (operator) {
    case '$gt':
      return left > right;
    case '$gte':
      return left >= right;
    case '$lt':
      return left < right;
    default:
      return left <= right;
  }
}

function isVersionOrdered(operator: string, order: number | undefined): boolean {
  if (order === undefined) return false;
  switch (operator) {
    case '$veq':
      return order === 0;
    case '$vgt':
      return order > 0;
    case '$vgte':
      return order >= 0;
    case '$vlt':
      return order < 0;
    default:
      return order <= 0;
  }
}

/** The remainder of a number or of numeric text, with the divisor's sign; `NaN` for anything else. */
function remainder(value: unknown, divisor: number): number {
  if (typeof value === 'boolean') return NaN;
  const dividend = numberOf(value);
  if (typeof dividend === 'bigint' && Number.isInteger(divisor)) {
    const by = BigInt(divisor);
    return Number(((dividend % by) + by) % by);
  }
  const rest = Number(dividend) % divisor;
  return rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest;
}

function matches(pattern: RE2JS, value: unknown): boolean {
  if (!isScalar(value)) return false;
  const text = String(value);
  if (text.length > 4096) throw new InvalidContext('a text of more than 4,096 UTF-16 units for a pattern');
  return pattern.test(text);
}

function isOperatorObject(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).some((key) => key.startsWith('$'));
}

/** Whether these are operators for the element itself, not a condition on its attributes. */
function asksOfValue(operand: JsonValue): boolean {
  if (!isOperatorObject(operand)) return false;
  return Object.entries(operand as Record<string, JsonValue>).some(([key, inner]) =>
    key === '$not' ? asksOfValue(inner) : !['$and', '$or', '$nor'].includes(key) && key.startsWith('$'),
  );
}
