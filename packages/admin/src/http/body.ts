import type { JsonValue } from '@halyard/core';
import { messageOf, readJsonInSteps } from '@halyard/core/store';
import { inTurns } from '../in-turns.js';
import { BODY_DEPTH, BODY_MEMBERS } from './limits.js';
import { Problem } from './problem.js';

/** The bodies that a route accepts. */
export interface BodyRule {
  /** Media types. The first is the default. */
  readonly types: readonly string[];
  /** The maximum size in bytes. */
  readonly limit: number;
  /** Whether a body is required. */
  readonly required: boolean;
}

// A client that is still sending can't read the answer. This many more bytes are read and dropped before the answer.
const PATIENCE = 16;

/**
 * Reads a request's body as JSON, within the limits of the rule. `undefined` if there is no body and none is required.
 * Rejects with a {@link Problem} for a wrong media type, size or encoding, or for the place of a JSON error.
 */
export async function readBody(request: Request, rule: BodyRule): Promise<JsonValue | undefined> {
  const bytes = await readBytes(request, rule.limit);
  if (bytes.length === 0) {
    if (!rule.required) return undefined;
    throw new Problem(400, 'BAD_BODY', `a body is required, as ${rule.types[0]}`);
  }
  checkType(request.headers, rule.types);
  const steps = readJsonInSteps(decode(bytes), { depth: BODY_DEPTH, members: BODY_MEMBERS });
  const reading = await inTurns(steps, () => {}, request.signal);
  if ('value' in reading) return reading.value as JsonValue;
  if ('problem' in reading) throw new Problem(400, 'BAD_BODY', `the body is ${reading.problem}`);
  if (reading.exceeds === 'depth') {
    throw new Problem(400, 'BAD_BODY', `the body nests deeper than ${BODY_DEPTH}`);
  }
  const sentence = `an object or a list of the body is too long: the limit is ${BODY_MEMBERS} members`;
  throw new Problem(413, 'BODY_TOO_LARGE', sentence);
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
    // Not cancelled: on some servers that would close the connection before the answer is sent.
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
  return new Problem(413, 'BODY_TOO_LARGE', `the body is too large: the limit is ${size}`);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(400, 'BAD_BODY', 'the body is not UTF-8');
  }
}
