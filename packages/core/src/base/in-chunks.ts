/** How large a chunk may be. */
export interface ChunkLimits<Item> {
  /** At most so many items. */
  readonly items: number;
  /** At most so much together, as `sizeOf` says. An item that is larger is a chunk of its own. */
  readonly size: number;
  /** The size of an item. */
  readonly sizeOf: (item: Item) => number;
}

/** Splits a list into chunks within limits, in order. An empty list has none. */
export function* inChunks<Item>(
  items: readonly Item[],
  limits: ChunkLimits<Item>,
): Generator<readonly Item[]> {
  let chunk: Item[] = [];
  let size = 0;
  for (const item of items) {
    const more = limits.sizeOf(item);
    if (chunk.length === limits.items || (chunk.length > 0 && size + more > limits.size)) {
      yield chunk;
      chunk = [];
      size = 0;
    }
    chunk.push(item);
    size += more;
  }
  if (chunk.length > 0) yield chunk;
}
