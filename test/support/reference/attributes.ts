/** The context cannot be used: the evaluation is an error with the code `INVALID_CONTEXT`. */
export class InvalidContext extends Error {}

/**
 * The attribute at a dotted path (docs/flags.md, "Attributes"). An attribute whose name contains the dots is used only if the
 * subject has no attribute named by the path's first part. A `Date` is its ISO text.
 */
export function attribute(subject: unknown, path: string): unknown {
  const parts = path.split('.');
  const value = hasOwn(subject, parts[0]!) ? parts.reduce(own, subject) : own(subject, path);
  if (!(value instanceof Date)) return value;
  return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
}

function own(value: unknown, key: string): unknown {
  return hasOwn(value, key) ? guarded(() => (value as Record<string, unknown>)[key]) : undefined;
}

function hasOwn(value: unknown, key: string): boolean {
  return isPassable(value) && guarded(() => Object.hasOwn(value, key));
}

/** Paths pass through any object except lists, functions, `Map`, `Set` and `Date`. */
function isPassable(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Map) &&
    !(value instanceof Set) &&
    !(value instanceof Date)
  );
}

/** A getter or a proxy of the context may throw. */
function guarded<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new InvalidContext('the context threw', { cause: error });
  }
}
