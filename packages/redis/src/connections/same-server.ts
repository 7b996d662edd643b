import { isIP } from 'node:net';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import type { IoRedisClient } from './ioredis.js';

/**
 * The options that lead another connection to the server that `reader` has reached. A host name may stand for several
 * servers, such as the replicas behind a reading endpoint, and Sentinels may name another server a moment later.
 */
export function sameServer({ stream, options }: IoRedisClient): object {
  const { remoteAddress, remotePort } = stream as Partial<TLSSocket>;
  // A socket in the file system.
  if (remoteAddress === undefined) return {};
  const address = { sentinels: null, host: remoteAddress, port: remotePort };
  return 'getPeerCertificate' in stream
    ? { ...address, tls: sameCertificate(stream as TLSSocket, options) }
    : address;
}

/** A certificate is for a name, which an address has not: the one that `reader` found to be right will do. */
function sameCertificate(stream: TLSSocket, options: object): ConnectionOptions {
  const { tls, host, sentinels } = options as {
    readonly tls?: ConnectionOptions;
    readonly host?: string;
    readonly sentinels?: unknown;
  };
  const { fingerprint256 } = stream.getPeerCertificate();
  const name = tls?.servername ?? (sentinels ? undefined : host);
  return {
    ...tls,
    ...(name !== undefined && isIP(name) === 0 ? { servername: name } : {}),
    checkServerIdentity: (_, certificate) =>
      certificate.fingerprint256 === fingerprint256
        ? undefined
        : new Error('two connections to one server got two certificates'),
  };
}
