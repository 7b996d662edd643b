interface Address {
  readonly version: 4 | 6;
  readonly bits: string;
}

const MAPPED = '0'.repeat(80) + '1'.repeat(16);

/**
 * Whether an address is in one of these ranges; `undefined` if it is no address. An IPv4-mapped IPv6 address counts as
 * IPv4.
 */
export function isInRanges(value: unknown, ranges: readonly string[]): boolean | undefined {
  const address = typeof value === 'string' ? addressOf(value) : undefined;
  if (address === undefined) return undefined;
  return ranges.some((range) => {
    const [text, length] = range.split('/') as [string, string | undefined];
    const written = parse(text)!;
    const prefix = written.bits.slice(0, length === undefined ? written.bits.length : Number(length));
    const isMapped = written.version === 6 && prefix.startsWith(MAPPED);
    const version = isMapped ? 4 : written.version;
    return (
      address.version === version && address.bits.startsWith(isMapped ? prefix.slice(MAPPED.length) : prefix)
    );
  });
}

function addressOf(text: string): Address | undefined {
  const address = parse(text);
  if (address?.version !== 6 || !address.bits.startsWith(MAPPED)) return address;
  return { version: 4, bits: address.bits.slice(MAPPED.length) };
}

function parse(text: string): Address | undefined {
  const four = bitsOf4(text);
  if (four !== undefined) return { version: 4, bits: four };
  const six = bitsOf6(text);
  return six === undefined ? undefined : { version: 6, bits: six };
}

/** Four decimal numbers from 0 to 255 without leading zeros. */
function bitsOf4(text: string): string | undefined {
  const parts = text.split('.');
  const isRight = (part: string): boolean => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256;
  if (parts.length !== 4 || !parts.every(isRight)) return undefined;
  return parts.map((part) => Number(part).toString(2).padStart(8, '0')).join('');
}

/** Eight groups of hexadecimal digits; `::` stands once for one group of zeros or more; the last two may be IPv4. */
function bitsOf6(text: string): string | undefined {
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2) return undefined;
  const groups = halves.map((half, which) =>
    half.map((group, i) => {
      const isLast = which === halves.length - 1 && i === half.length - 1;
      if (isLast && group.includes('.')) return bitsOf4(group);
      return /^[0-9a-fA-F]{1,4}$/.test(group)
        ? Number.parseInt(group, 16).toString(2).padStart(16, '0')
        : undefined;
    }),
  );
  if (groups.flat().includes(undefined)) return undefined;
  const [start, end] = groups.map((half) => half.join('')) as [string, string | undefined];
  if (end === undefined) return start.length === 128 ? start : undefined;
  const zeros = 128 - start.length - end.length;
  return zeros < 16 ? undefined : start + '0'.repeat(zeros) + end;
}
