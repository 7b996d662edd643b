import type { ImportProblem } from '@halyard/admin';
import { messageOf } from '@halyard/core/store';
import { readDocument, syntaxOf } from '@halyard/formats';
import { parseFlagFile } from '@halyard/formats/halyard';
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import type { Terminal } from '../terminal/terminal.js';

/** The formats of flag files: a map of names to flags in JSON or YAML, or definitions of flagd. */
export const FORMATS = ['json', 'yaml', 'flagd'] as const;

/** The format of a flag file. */
export type FileOfFlags = (typeof FORMATS)[number];

/** The flags of a file by name, not validated. */
export interface ReadFlags {
  readonly entries: ReadonlyMap<string, unknown>;
  /** The flags that could not be translated. */
  readonly problems: readonly ImportProblem[];
}

/**
 * Reads a flag file, or standard input for `-`. Without `format`, the extension decides; standard input is JSON. Fails
 * with a sentence that has the line and column.
 */
export async function readFlagFile(
  file: string,
  format: FileOfFlags | undefined,
  { stdin }: Terminal,
): Promise<ReadFlags> {
  const written = format ?? (file === '-' ? 'json' : syntaxOf(file));
  const text = await (file === '-' ? readAll(stdin) : readFile(file, 'utf8').catch(unreadable));
  try {
    return written === 'flagd'
      ? await fromFlagd(text)
      : { entries: parseFlagFile(text, written), problems: [] };
  } catch (error) {
    throw new CommandError(EXIT.invalid, `${file === '-' ? 'standard input' : file}: ${messageOf(error)}`);
  }
}

async function fromFlagd(text: string): Promise<ReadFlags> {
  const admin = await import('@halyard/admin');
  return admin.fromFlagd(readDocument(text, 'json') as Readonly<Record<string, unknown>>);
}

function unreadable(error: NodeJS.ErrnoException): never {
  const why = error.code === 'ENOENT' ? `file not found: ${error.path}` : error.message;
  throw new CommandError(EXIT.invalid, why);
}
