const MAX_NAMES = 1000;
const MAX_BYTES = 256 * 1024;

/** Splits a list so that no script holds the server for long: at most 1,000 flags or 256 KiB at once, or one flag. */
export function* inChunks<Item>(items: readonly Item[], bytesOf: (item: Item) => number): Generator<Item[]> {
  let chunk: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    const more = bytesOf(item);
    if (chunk.length === MAX_NAMES || (chunk.length > 0 && bytes + more > MAX_BYTES)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(item);
    bytes += more;
  }
  if (chunk.length > 0) yield chunk;
}
