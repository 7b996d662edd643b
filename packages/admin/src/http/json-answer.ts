import { createHash } from 'node:crypto';

/** The options of an answer. */
export interface AnswerInit {
  /** @default 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A value as JSON. */
export function jsonAnswer(value: unknown, { status = 200, headers = {} }: AnswerInit = {}): Response {
  return textAnswer(JSON.stringify(value), { status, headers });
}

/** An answer of text that is already JSON. */
export function textAnswer(text: string, { status = 200, headers = {} }: AnswerInit = {}): Response {
  const own = { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text)) };
  return new Response(text, { status, headers: { ...own, ...headers } });
}

/** An entity tag for these texts together. The same texts have the same tag in every process. */
export function entityTag(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  // The length distinguishes ("ab", "c") from ("a", "bc").
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return `"${hash.digest('base64url').slice(0, 22)}"`;
}
