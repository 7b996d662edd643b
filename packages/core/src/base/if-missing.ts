/**
 * What an `import()` is caught with: `undefined` where the package is not installed, or not part of this version of Node.
 * Rethrows any other error. A bundler takes an import with a `catch` for one that may fail.
 */
export function ifMissing(error: unknown): undefined {
  const { code } = error as { readonly code?: string };
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return undefined;
  if (code === 'ERR_UNKNOWN_BUILTIN_MODULE') return undefined;
  throw error;
}
