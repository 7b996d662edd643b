/** The part of a key that Redis Cluster hashes: what is in its first `{…}` unless that is empty, else all of it. */
function hashedPart(key: string): string {
  const open = key.indexOf('{');
  const close = open === -1 ? -1 : key.indexOf('}', open + 1);
  return close > open + 1 ? key.slice(open + 1, close) : key;
}

/** The slot of a key in a Redis Cluster: CRC16 (XMODEM) modulo 16384, as the Redis Cluster specification has it. */
export function keySlot(key: string): number {
  let crc = 0;
  for (const byte of Buffer.from(hashedPart(key))) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  }
  return (crc & 0xffff) % 16_384;
}

/** A key beside `key`, in the same slot: `{feature_flags}:changes`. A key with a `}` that ends no such part has none. */
export function siblingKey(key: string, suffix: string): string {
  return hashedPart(key) === key ? `{${key}}:${suffix}` : `${key}:${suffix}`;
}
