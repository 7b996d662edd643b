/** The 256 characters of a name take at most so many UTF-16 units. */
const MAX_UNITS = 512;

/**
 * The canonical form of a name (docs/flags.md, "Spellings"): `newCheckout`, `new-checkout` and `new.checkout` all have
 * `new_checkout`. A name that is not stored is looked for under it, and no two flags may share one. Names that start
 * with `$` have no other spellings. The canonical form of a canonical form is itself.
 */
export function canonicalName(name: string): string {
  // No flag has so long a name; names come from requests.
  if (name.length > MAX_UNITS) return name;
  // The names of segments are referred to as they are stored.
  if (name.startsWith('$')) return name;
  // Most names are canonical, and asking costs less than three replacements.
  if (!/[A-Z.-]/.test(name)) return name.toLowerCase();
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[-.]/g, '_')
    .toLowerCase();
}
