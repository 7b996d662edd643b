/** The stores of keys and values by the protocols of their URLs, with the protocol and the port of their HTTP API. */
const STORES = {
  'etcd:': { kind: 'etcd', protocol: 'http:', port: '2379' },
  'etcds:': { kind: 'etcd', protocol: 'https:', port: '2379' },
  'consul:': { kind: 'consul', protocol: 'http:', port: '8500' },
  'consuls:': { kind: 'consul', protocol: 'https:', port: '8501' },
} as const;

/** A store of keys and values, as its URL names it: `etcd://host:2379/prefix`. */
export interface KeyValueStore {
  readonly kind: 'etcd' | 'consul';
  readonly url: URL;
  /** The URL of its HTTP API. */
  readonly api: string;
  /** What the key of each flag begins with. */
  readonly prefix: string;
}

/** The store that a URL names; `undefined` if it names another kind, or has a user or a password. */
export function keyValueStore(text: string): KeyValueStore | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!Object.hasOwn(STORES, url.protocol) || url.hostname === '') return undefined;
  if (url.username !== '' || url.password !== '' || !/^[\w./-]*$/.test(url.pathname + url.search))
    return undefined;
  const { kind, protocol, port } = STORES[url.protocol as keyof typeof STORES];
  const path = url.pathname.replaceAll(/^\/+|\/+$/g, '');
  return {
    kind,
    url,
    api: `${protocol}//${url.hostname}:${url.port === '' ? port : url.port}`,
    prefix: `${path === '' ? 'feature_flags' : path}/`,
  };
}
