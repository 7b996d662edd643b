import type { FileHandle } from 'node:fs/promises';

const CHUNK_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/** The complete lines of a file, the last first. What stands after the last newline was never finished, and is left out. */
export async function* linesBackwards(file: FileHandle): AsyncGenerator<string> {
  let position = (await file.stat()).size;
  let pieces: Buffer[] = [];
  let begun = false;
  while (position > 0) {
    const start = Math.max(0, position - CHUNK_BYTES);
    const chunk = await readFully(file, start, position - start);
    position = start;
    let end = chunk.length;
    for (;;) {
      const newline = end === 0 ? -1 : chunk.lastIndexOf(NEWLINE, end - 1);
      if (newline === -1) break;
      if (begun) yield Buffer.concat([chunk.subarray(newline + 1, end), ...pieces]).toString();
      begun = true;
      pieces = [];
      end = newline;
    }
    pieces.unshift(chunk.subarray(0, end));
  }
  if (begun) yield Buffer.concat(pieces).toString();
}

/** The offset after the last newline of a file, up to which its lines are complete. */
export async function endOfLines(file: FileHandle): Promise<number> {
  let position = (await file.stat()).size;
  while (position > 0) {
    const start = Math.max(0, position - CHUNK_BYTES);
    const newline = (await readFully(file, start, position - start)).lastIndexOf(NEWLINE);
    if (newline !== -1) return start + newline + 1;
    position = start;
  }
  return 0;
}

async function readFully(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
