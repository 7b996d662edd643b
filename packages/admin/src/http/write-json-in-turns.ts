import { inTurns } from '../in-turns.js';

/** Enough for most answers to be one chunk. */
const CHUNK_LENGTH = 64 * 1024;

/** Writes an object as JSON in UTF-8, in chunks. Lists are written item by item, in turns of the event loop. */
export async function writeJsonInTurns(
  members: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const encoder = new TextEncoder();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let text = '';
  const add = (piece: string): void => {
    text += piece;
    if (text.length < CHUNK_LENGTH) return;
    chunks.push(encoder.encode(text));
    text = '';
  };
  await inTurns(piecesOf(members), add, signal);
  return [...chunks, encoder.encode(text)];
}

function* piecesOf(members: Readonly<Record<string, unknown>>): Iterable<string> {
  let before = '{';
  for (const [name, value] of Object.entries(members)) {
    yield `${before}${JSON.stringify(name)}:`;
    before = ',';
    if (Array.isArray(value)) yield* itemsOf(value);
    else yield JSON.stringify(value);
  }
  yield before === '{' ? '{}' : '}';
}

function* itemsOf(list: readonly unknown[]): Iterable<string> {
  yield '[';
  for (const [i, item] of list.entries()) yield `${i === 0 ? '' : ','}${JSON.stringify(item)}`;
  yield ']';
}
