/** Reads one attribute of a context, or of an element of a list. */
export type ReadAttribute = (subject: unknown) => unknown;

/**
 * The own property `key` of a value, or `undefined` when there is none or the value is not an object. Nothing is
 * ever read from a prototype: no name (`__proto__`, `constructor`) and no polluted prototype makes an attribute.
 */
function ownProperty(value: unknown, key: string): unknown {
  return hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

/**
 * How to read the attribute that a dotted path leads to (docs/flags.md, "Attributes"). A path goes through own properties
 * of objects, and through nothing else. A `Date` at its end is its ISO text.
 */
export function compilePath(path: string): ReadAttribute {
  if (!path.includes('.')) return (subject) => readKey(subject, path);
  const [first, ...rest] = path.split('.') as [string, ...string[]];
  return (subject) => {
    let found = inside(subject, first);
    // Contexts made of headers and claims have attributes with dots in their names.
    if (found === undefined && !hasOwn(subject, first)) return readKey(subject, path);
    for (const key of rest) found = inside(found, key);
    return plain(found);
  };
}

/** Reads the attribute of that name, dots or not. */
export function readKey(subject: unknown, key: string): unknown {
  return hasKey(subject, key) ? plain(subject[key]) : undefined;
}

/** Whether there is an attribute of that name, dots or not. A list has none. */
export function hasKey(subject: unknown, key: string): subject is Readonly<Record<string, unknown>> {
  return !Array.isArray(subject) && hasOwn(subject, key);
}

/** A `Date` as its ISO text, or `undefined` when it is invalid; anything else as it is. */
export function plain(value: unknown): unknown {
  return typeof value === 'object' && value instanceof Date ? isoText(value) : value;
}

function isoText(date: Date): string | undefined {
  const time = date.getTime();
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function inside(value: unknown, key: string): unknown {
  return isOpaque(value) ? undefined : ownProperty(value, key);
}

function hasOwn(value: unknown, key: string): boolean {
  // Called like this it costs a fifth less than Object.hasOwn, in the hottest place there is.
  return typeof value === 'object' && value !== null && Object.prototype.hasOwnProperty.call(value, key);
}

/** Whether nothing inside of an object counts as an attribute. */
function isOpaque(value: unknown): boolean {
  return (
    Array.isArray(value) ||
    (typeof value === 'object' && (value instanceof Map || value instanceof Set || value instanceof Date))
  );
}
