interface Version {
  readonly numbers: readonly bigint[];
  /** The identifiers of a pre-release; none in a release. */
  readonly identifiers: readonly string[];
}

/**
 * Below, at or above 0 as an attribute is an earlier, the same or a later version; `undefined` if it is no version.
 * A missing attribute is version 0.
 */
export function versionOrder(value: unknown, operand: string): number | undefined {
  const a = parseVersion(textOf(value));
  const b = parseVersion(operand);
  if (a === undefined || b === undefined) return undefined;
  for (let i = 0; i < Math.max(a.numbers.length, b.numbers.length); i++) {
    const [x, y] = [a.numbers[i] ?? 0n, b.numbers[i] ?? 0n];
    if (x !== y) return x < y ? -1 : 1;
  }
  // A pre-release sorts before its release.
  if (a.identifiers.length === 0 || b.identifiers.length === 0)
    return b.identifiers.length - a.identifiers.length;
  for (const [i, x] of a.identifiers.entries()) {
    const y = b.identifiers[i];
    if (y === undefined) return 1;
    const order = identifierOrder(x, y);
    if (order !== 0) return order;
  }
  return a.identifiers.length - b.identifiers.length;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '0';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' ? value : '';
}

function parseVersion(text: string): Version | undefined {
  const plain = text.replace(/^[vV]/, '').split('+')[0]!;
  if (!/^[0-9]/.test(plain)) return undefined;
  const [main, ...rest] = plain.split('-') as [string, ...string[]];
  const parts = main.split('.');
  const end = parts.findIndex((part) => !isNumeric(part));
  const numbers = end < 0 ? parts : parts.slice(0, end);
  return {
    numbers: numbers.map(BigInt),
    identifiers: [...parts.slice(numbers.length), ...rest.flatMap((part) => part.split('.'))],
  };
}

/** Numbers come before text. */
function identifierOrder(a: string, b: string): number {
  if (isNumeric(a) && isNumeric(b)) return Number(BigInt(a) > BigInt(b)) - Number(BigInt(a) < BigInt(b));
  if (isNumeric(a) !== isNumeric(b)) return isNumeric(a) ? -1 : 1;
  return a === b ? 0 : a < b ? -1 : 1;
}

function isNumeric(text: string): boolean {
  return /^[0-9]+$/.test(text);
}
