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

/** An answer of chunks of JSON in UTF-8. */
export function chunksAnswer(
  chunks: readonly Uint8Array<ArrayBuffer>[],
  { status = 200, headers = {} }: AnswerInit = {},
): Response {
  const body = new Blob([...chunks]);
  const own = { 'Content-Type': 'application/json', 'Content-Length': String(body.size) };
  return new Response(body, { status, headers: { ...own, ...headers } });
}

/** An entity tag for these texts together. The same texts have the same tag in every process. */
export function entityTag(...texts: readonly string[]): string {
  const maker = new TagMaker();
  for (const text of texts) maker.add(text);
  return maker.tag();
}

/** Makes an entity tag of parts that are not all there at once. The same parts have the same tag in every process. */
export class TagMaker {
  readonly #hash = createHash('sha256');

  add(part: string | Uint8Array): void {
    // The length distinguishes ("ab", "c") from ("a", "bc").
    this.#hash.update(`${part.length}:`).update(part);
  }

  tag(): string {
    return `"${this.#hash.digest('base64url').slice(0, 22)}"`;
  }
}
