import type { Condition, JsonValue } from '@halyard/core';
import { RE2JS } from 're2js';
import { versionOrder } from './versions.js';

/** Whether a subject is in the segment of this name. */
export type InSegment = (name: string, subject: unknown) => boolean;

/** Whether a condition holds for a subject (FLAGS.md section 5). */
export function holds(condition: Condition, subject: unknown, inSegment: InSegment): boolean {
  return Object.entries(condition).every(([key, operand]) => {
    const list = operand as readonly Condition[];
    switch (key) {
      case '$and':
        return list.every((each) => holds(each, subject, inSegment));
      case '$or':
        return list.length === 0 || list.some((each) => holds(each, subject, inSegment));
      case '$nor':
        return list.length > 0 && !list.some((each) => holds(each, subject, inSegment));
      case '$not':
        return !holds(operand as Condition, subject, inSegment);
      case '$segment':
        return inSegment(operand as string, subject);
      default:
        return valueHolds(operand, key.split('.').reduce(own, subject), inSegment);
    }
  });
}

function valueHolds(wanted: JsonValue, value: unknown, inSegment: InSegment): boolean {
  if (isOperatorObject(wanted)) {
    return Object.entries(wanted as Record<string, JsonValue>).every(([operator, operand]) =>
      operatorHolds(operator, operand as never, value, inSegment),
    );
  }
  const missing = value === undefined || value === null;
  if (typeof wanted === 'string') return isScalar(value) && String(value) === wanted;
  if (typeof wanted === 'number') return isScalar(value) && toNumber(value) === wanted;
  if (typeof wanted === 'boolean') return !missing && Boolean(value) === wanted;
  if (wanted === null) return missing;
  return sameJson(wanted, value);
}

function operatorHolds(operator: string, operand: never, value: unknown, inSegment: InSegment): boolean {
  const all = (wanted: JsonValue, each: unknown): boolean => valueHolds(wanted, each, inSegment);
  const negated = NEGATIONS[operator];
  if (negated !== undefined) return !operatorHolds(negated, operand, value, inSegment);
  const missing = value === undefined || value === null;
  switch (operator) {
    case '$not':
      return !all(operand, value);
    case '$eq':
      return sameJson(operand, value ?? null);
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return isOrdered(operator, missing ? 0 : value, operand);
    case '$in':
      return (Array.isArray(value) ? value : [value ?? null]).some((each) => includes(operand, each));
    case '$ini':
      return (Array.isArray(value) ? value : [value ?? null]).some((each) =>
        includes((operand as JsonValue[]).map(lower) as never, lower(each)),
      );
    case '$all':
      return (
        Array.isArray(value) && (operand as JsonValue[]).every((w) => value.some((each) => all(w, each)))
      );
    case '$alli':
      return (
        Array.isArray(value) &&
        (operand as JsonValue[]).every((w) =>
          value.some((each) =>
            typeof w === 'string' ? isScalar(each) && lower(String(each)) === lower(w) : all(w, each),
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
            (asksOfValue(operand) ? all(operand, each) : holds(operand, each, inSegment)),
        )
      );
    case '$size':
      return Array.isArray(value) && all(operand, value.length);
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
    case '$mod':
      return typeof value === 'number' && value % operand[0] === operand[1];
    case '$modRange':
      return (
        typeof value === 'number' && value % operand[0] >= operand[1] && value % operand[0] <= operand[2]
      );
    case '$regex':
      return isScalar(value) && RE2JS.compile(operand).test(String(value));
    case '$regexi':
      return isScalar(value) && RE2JS.compile(operand, RE2JS.CASE_INSENSITIVE).test(String(value));
    case '$veq':
      return versionOrder(value, operand) === 0;
    case '$vgt':
      return versionOrder(value, operand) > 0;
    case '$vlt':
      return versionOrder(value, operand) < 0;
    default:
      throw new Error(`unknown operator ${operator}`);
  }
}

const NEGATIONS: Readonly<Record<string, string>> = {
  $ne: '$eq',
  $nin: '$in',
  $nini: '$ini',
  $notRegex: '$regex',
  $notRegexi: '$regexi',
  $vne: '$veq',
  $vgte: '$vlt',
  $vlte: '$vgt',
};

/** An own property, or `undefined`. */
export function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function toNumber(value: unknown): number {
  return typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
}

function isOrdered(operator: string, a: unknown, b: string | number): boolean {
  if (!isScalar(a)) return false;
  const [left, right] = typeof a === 'string' && typeof b === 'string' ? [a, b] : [toNumber(a), toNumber(b)];
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

function sameJson(a: JsonValue, b: unknown): boolean {
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : typeof value === 'object' && value !== null
        ? [
            'object',
            Object.entries(value)
              .sort(([x], [y]) => (x < y ? -1 : 1))
              .map(([k, v]) => [k, sorted(v)]),
          ]
        : [typeof value, value];
  return b !== undefined && JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function includes(list: readonly JsonValue[], value: unknown): boolean {
  return list.some((each) => sameJson(each, value));
}

function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function isOperatorObject(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).some((key) => key.startsWith('$'));
}

/** Operators for the element itself; else it is a condition on what the element has. */
function asksOfValue(operand: JsonValue): boolean {
  if (!isOperatorObject(operand)) return false;
  return Object.entries(operand as Record<string, JsonValue>).some(([key, inner]) =>
    key === '$not'
      ? asksOfValue(inner)
      : !['$and', '$or', '$nor', '$segment'].includes(key) && key.startsWith('$'),
  );
}
