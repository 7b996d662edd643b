/** An address as one number, and which family it is of. An IPv4 address written as IPv6 (`::ffff:…`) is of family 4. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

/** All addresses of a family that begin with these bits. */
export interface IpRange extends IpAddress {
  /** How many bits follow, which may differ. */
  readonly free: bigint;
}

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const MAPPED = 0xffffn;

/** Reads an address. `undefined` for anything else: a zone, a port, brackets and leading zeros are not part of one. */
export function parseAddress(text: string): IpAddress | undefined {
  // The longest address has 45 characters; anything longer need not be looked at.
  if (text.length > 45) return undefined;
  if (!text.includes(':')) {
    const bits = parseIpv4(text);
    return bits === undefined ? undefined : { family: 4, bits };
  }
  const bits = parseIpv6(text);
  if (bits === undefined) return undefined;
  return bits >> 32n === MAPPED ? { family: 4, bits: bits & 0xffffffffn } : { family: 6, bits };
}

/** Reads a range such as `10.0.0.0/8`; a single address is a range of one. Bits past the prefix are ignored. */
export function parseRange(text: string): IpRange | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  if (slash < 0) return { ...address, free: 0n };
  const digits = text.slice(slash + 1);
  const written = text.includes(':') ? 128 : 32;
  if (!/^(?:0|[1-9]\d{0,2})$/.test(digits) || Number(digits) > written) return undefined;
  const free = BigInt(written - Number(digits));
  // A range of mapped addresses that is wider than IPv4 reaches outside of it.
  if (address.family === 4 && free > 32n) return undefined;
  return { family: address.family, bits: address.bits >> free, free };
}

function parseIpv4(text: string): bigint | undefined {
  const parts = IPV4.exec(text)?.slice(1);
  if (parts?.every((part) => Number(part) <= 255 && String(Number(part)) === part) !== true) return undefined;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function parseIpv6(text: string): bigint | undefined {
  const [head, tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const before = groupsOf(head!, tail === undefined);
  const after = tail === undefined ? [] : groupsOf(tail, true);
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array<bigint>(missing).fill(0n), ...after];
  return groups.reduce((bits, group) => (bits << 16n) | group, 0n);
}

/** The groups of 16 bits in one half of an address; the last two of the address may be written as IPv4. */
function groupsOf(text: string, isEnd: boolean): bigint[] | undefined {
  if (text === '') return [];
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    const ipv4 = isEnd && i === parts.length - 1 && part.includes('.') ? parseIpv4(part) : undefined;
    if (ipv4 !== undefined) groups.push(ipv4 >> 16n, ipv4 & 0xffffn);
    else if (/^[\da-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}
