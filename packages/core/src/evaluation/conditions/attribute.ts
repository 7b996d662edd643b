/**
 * The own property `key` of a value, or `undefined` when there is none or the value is no object. Nothing is
 * ever read from a prototype: no name (`__proto__`, `constructor`) and no polluted prototype makes an attribute.
 */
export function ownProperty(value: unknown, key: string): unknown {
  // Called like this it costs a fifth less than Object.hasOwn, in the hottest place there is.
  return typeof value === 'object' && value !== null && Object.prototype.hasOwnProperty.call(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** What a dotted path, split at its dots, leads to. A path through something that is no object is missing. */
export function readPath(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) found = ownProperty(found, key);
  return found;
}
