import type { Override } from '../service/override.js';
import { readJson } from '../flag/json-text.js';
import { isObject } from '../base/is-object.js';

/** What a token says, once its signature is found right. */
export interface TokenContent {
  /** The overrides, by the name of the flag. */
  readonly overrides: ReadonlyMap<string, Override>;
  /** When it expires, in milliseconds since the epoch. */
  readonly expires: number;
}

/** The longest token, in characters: browsers keep cookies of at most 4,096 bytes, name and attributes included. */
export const MAX_TOKEN_LENGTH = 3_500;

type HmacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

// No text that is signed for another purpose with the same key can be taken for a token.
const PURPOSE = 'halyard.overrides.';

/**
 * Writes and reads tokens: `1.<content>.<signature>`, each in base64url. The content is JSON, and the signature its
 * HMAC-SHA256 (RFC 2104). Uses Web Crypto, which servers, edge functions and browsers have.
 */
export class OverrideTokens {
  readonly #secrets: readonly string[];
  #keys: Promise<HmacKey>[] | undefined;

  /** The first secret signs. Each is accepted. */
  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
  }

  /** A token with this content. */
  async write({ overrides, expires }: TokenContent): Promise<string> {
    const content = JSON.stringify({ flags: [...overrides], expires });
    const signed = `1.${toBase64Url(new TextEncoder().encode(content))}`;
    const signature = await crypto.subtle.sign('HMAC', await this.#all[0]!, bytesOf(PURPOSE + signed));
    return `${signed}.${toBase64Url(new Uint8Array(signature))}`;
  }

  /** What a token says; `undefined` for one that none of the keys signed. The signature is compared in constant time. */
  async read(token: string): Promise<TokenContent | undefined> {
    if (token.length > MAX_TOKEN_LENGTH) return undefined;
    const [, signed, content, signature] = TOKEN.exec(token) ?? [];
    if (signed === undefined) return undefined;
    const mac = fromBase64Url(signature!);
    for (const key of this.#all) {
      const isRight = await crypto.subtle.verify('HMAC', await key, mac, bytesOf(PURPOSE + signed));
      if (isRight) return contentOf(new TextDecoder().decode(fromBase64Url(content!)));
    }
    return undefined;
  }

  /** The keys, made when first needed: runtimes of edge functions forbid it while modules load. */
  get #all(): readonly Promise<HmacKey>[] {
    return (this.#keys ??= this.#secrets.map((secret) =>
      crypto.subtle.importKey('raw', bytesOf(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
        'sign',
        'verify',
      ]),
    ));
  }
}

// A signature of HMAC-SHA256 has 32 bytes.
const TOKEN = /^(1\.([\w-]+))\.([\w-]{43})$/;

function contentOf(text: string): TokenContent | undefined {
  const reading = readJson(text);
  if (!('value' in reading) || !isObject(reading.value)) return undefined;
  const { flags, expires } = reading.value;
  const isRight = Array.isArray(flags) && flags.every(isEntry) && typeof expires === 'number';
  return isRight ? { overrides: new Map(flags), expires } : undefined;
}

/** Whether the override itself is right depends on the flag, and is checked when it is applied. */
function isEntry(value: unknown): value is [string, Override] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string';
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
