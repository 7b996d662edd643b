import { isIP } from 'node:net';

/**
 * The network address of a client, from the framework's own request. Express, Koa and Fastify follow trusted proxies, if
 * the app says which these are; for other servers it is the other end of the connection. The IPv6 addresses of a network
 * of 64 bits, such as that of one customer, count as one. `undefined` if the server does not say.
 */
export function clientAddress(incoming: unknown): string | undefined {
  const { ip, socket, env } = partsOf(incoming);
  const ofHono = partsOf(partsOf(partsOf(env)['incoming'])['socket']);
  const address = ip ?? partsOf(socket)['remoteAddress'] ?? ofHono['remoteAddress'];
  // Only an address becomes a key, and not any text of a header.
  return typeof address === 'string' && isIP(address) !== 0 ? networkOf(address) : undefined;
}

function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function networkOf(address: string): string {
  if (isIP(address) === 4) return address;
  if (address.includes('.')) return address.slice(address.lastIndexOf(':') + 1);
  const [before = '', after] = address.replace(/%.*/, '').split('::');
  const first = before === '' ? [] : before.split(':');
  const last = (after ?? '').split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0');
  return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}::/64`;
}
