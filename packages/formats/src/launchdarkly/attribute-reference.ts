import { type JsonObject, textOf } from '../json-object.js';
import { UntranslatableError } from '../untranslatable-error.js';

/** The kind of context that a clause, a target or a rollout is about. */
export function kindIn(value: JsonObject, member = 'contextKind'): string {
  return textOf(value[member]) || 'user';
}

/** The path of the key of a kind: a user's is our targeting key, and another kind is an object of the context. */
export function keyPath(kind: string): string {
  return kind === 'user' ? 'targetingKey' : `${kind}.key`;
}

/** The path of an attribute of a kind. With `isReference`, a name that begins with a slash leads inside of objects. */
export function attributePath(path: string, kind: string, name: string, isReference: boolean): string {
  const parts = isReference && name.startsWith('/') ? name.slice(1).split('/').map(unescaped) : [name];
  if (parts.length === 1 && parts[0] === 'key') return keyPath(kind);
  // LaunchDarkly takes a tilde before anything but 0 and 1 for a mistake.
  const isReadable = !isReference || !name.startsWith('/') || !/~(?![01])/.test(name);
  const isPlain = isReadable && parts.every((part) => part !== '' && !part.startsWith('$'));
  // A name with a dot in it is read as it is only if it stands alone.
  const hasDot = parts.some((part) => part.includes('.')) && (parts.length > 1 || kind !== 'user');
  if (!isPlain || hasDot) {
    throw new UntranslatableError(path, `no path leads to the attribute ${JSON.stringify(name)}`);
  }
  return [...(kind === 'user' ? [] : [kind]), ...parts].join('.');
}

function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
