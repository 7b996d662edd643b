import { isIP } from 'node:net';
import { Problem } from '../http/problem.js';

/**
 * Refuses requests for other names than these, against DNS rebinding: a page of another site, whose name is made to lead
 * to this server, would be of the same origin. Names of this machine and IP addresses can't be rebound and are allowed.
 */
export class AllowedHosts {
  readonly #names: ReadonlySet<string>;

  constructor(names: readonly string[]) {
    this.#names = new Set(names.map((name) => name.toLowerCase()));
  }

  /** Throws a {@link Problem} (421) for a request to another name. */
  assertAllowed(request: Request, url: URL): void {
    const host = request.headers.get('host') ?? url.host;
    const name = host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
    if (isOfMachine(name) || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0 || this.#names.has(name)) return;
    throw new Problem(
      421,
      'HOST_NOT_ALLOWED',
      `the host ${JSON.stringify(name)} is not one of the allowed "hosts"`,
    );
  }
}

function isOfMachine(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost');
}
