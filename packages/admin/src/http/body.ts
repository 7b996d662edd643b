import type { JsonValue } from '@halyard/core';
import { messageOf, readJson } from '@halyard/core/store';
import { Problem } from './problem.js';

/** Which bodies a route takes. */
export interface BodyRule {
  /** Media types, the first being the usual one. */
  readonly types: readonly string[];
  /** At most so many bytes. */
  readonly limit: number;
  /** Whether there must be one. */
  readonly required: boolean;
}

/** How deep a body may nest: as deep as a definition may, and what wraps it. */
const DEPTH = 40;

// A client that is still sending can't read the answer: so much more is read and forgotten before it gets one.
const PATIENCE = 16;

/**
 * Reads a request's body as JSON, within the rule's limits; `undefined` when there is none and none is needed. Rejects
 * with a {@link Problem} that says what is wrong: the media type, the size, the encoding, where it stops being JSON.
 */
export async function readBody(request: Request, rule: BodyRule): Promise<JsonValue | undefined> {
  const bytes = await readBytes(request, rule.limit);
  if (bytes.length === 0) {
    if (!rule.required) return undefined;
    throw new Problem(400, 'BAD_BODY', `a body is needed, as ${rule.types[0]}`);
  }
  checkType(request.headers, rule.types);
  const text = decode(bytes);
  const json = readJson(text);
  if ('problem' in json) throw new Problem(400, 'BAD_BODY', `the body is ${json.problem}`);
  if (!isShallow(json.value, 1)) throw new Problem(400, 'BAD_BODY', `the body nests deeper than ${DEPTH}`);
  return json.value as JsonValue;
}

function checkType(headers: Headers, types: readonly string[]): void {
  const encoding = headers.get('content-encoding');
  if (encoding !== null && encoding.toLowerCase() !== 'identity') {
    throw new Problem(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      `send the body without Content-Encoding, received ${encoding}`,
    );
  }
  const type = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== undefined && types.includes(type)) return;
  const received = type === undefined ? 'none' : JSON.stringify(type);
  throw new Problem(
    415,
    'UNSUPPORTED_MEDIA_TYPE',
    `Content-Type must be ${types.join(' or ')}, received ${received}`,
  );
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array();
  if (Number(request.headers.get('content-length') ?? 0) > limit * PATIENCE) throw tooLarge(limit);
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(cutShort);
    if (done) break;
    size += value.byteLength;
    if (size <= limit) chunks.push(value);
    else chunks.length = 0;
    // Not cancelled: on some servers that would close the connection before the answer is out.
    if (size > limit * PATIENCE) break;
  }
  reader.releaseLock();
  if (size > limit) throw tooLarge(limit);
  return Buffer.concat(chunks);
}

function cutShort(cause: unknown): never {
  throw new Problem(400, 'BAD_BODY', `the body could not be read: ${messageOf(cause)}`);
}

function tooLarge(limit: number): Problem {
  const size = limit >= 1024 * 1024 ? `${limit / 1024 / 1024} MiB` : `${limit} bytes`;
  return new Problem(413, 'BODY_TOO_LARGE', `the body may have at most ${size}`);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(400, 'BAD_BODY', 'the body is not UTF-8');
  }
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth <= DEPTH && Object.values(value).every((each) => isShallow(each, depth + 1));
}
