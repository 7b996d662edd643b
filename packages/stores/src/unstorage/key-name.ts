/**
 * What a key can't have: unstorage takes `:`, `/` and `\` for levels and `?` for a query, and hides what ends in `$`; the paths of
 * a file system have no name of dots and, in Windows, none of the others.
 */
// oxlint-disable-next-line no-control-regex
const ESCAPED = /[%/\\:?*"<>|\u0000-\u001F]|\.(?=\.|$)|\$$/g;

/** The last part of the key for a flag. */
export function keyOfName(name: string): string {
  return name.replace(
    ESCAPED,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** The name of the flag with this last part of a key; `undefined` if it is not written as {@link keyOfName} does. */
export function nameOfKey(key: string): string | undefined {
  const name = key.replace(/%([\dA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return keyOfName(name) === key ? name : undefined;
}
