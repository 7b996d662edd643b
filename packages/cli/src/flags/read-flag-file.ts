import { messageOf } from '@halyard/core/store';
import {
  detectFormat,
  FORMAT_NAMES,
  type FormatName,
  FORMATS,
  readDocument,
  type ReadFlags,
  type Syntax,
  syntaxOf,
} from '@halyard/formats';
import { parseFlagFile } from '@halyard/formats/halyard';
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import type { Terminal } from '../terminal/terminal.js';

/** The formats of flag files: Halyard's own in JSON or YAML, and those of other systems. */
export const FILE_FORMATS: readonly FileFormat[] = [
  'json',
  'yaml',
  ...FORMAT_NAMES.filter((name) => name !== 'halyard'),
];

/** The format of a flag file. */
export type FileFormat = Syntax | Exclude<FormatName, 'halyard'>;

/** The flags of a file, and the system whose format was detected. */
export interface DetectedFlags extends ReadFlags {
  /** Absent for a file of Halyard, and if the format was given. */
  readonly detected?: FormatName;
}

/**
 * Reads a flag file, or standard input for `-`. Without `format`, a file of another system is recognised by its shape. The
 * extension says whether it is JSON or YAML. Standard input of Halyard is JSON; of another system, what it looks like. Fails
 * with a sentence that has the line and column.
 */
export async function readFlagFile(
  file: string,
  format: FileFormat | undefined,
  { stdin }: Terminal,
): Promise<DetectedFlags> {
  const isStdin = file === '-';
  const bySyntax = format === 'json' || format === 'yaml' ? format : isStdin ? undefined : syntaxOf(file);
  const text = await (isStdin ? readAll(stdin) : readFile(file, 'utf8').catch(unreadable));
  try {
    if (format !== undefined && format !== 'json' && format !== 'yaml') {
      return FORMATS[format].read(readDocument(text, bySyntax ?? likelySyntax(text)));
    }
    const syntax = bySyntax ?? 'json';
    const detected = format === undefined ? formatOf(text, syntax) : undefined;
    if (detected === undefined) return { flags: parseFlagFile(text, syntax), problems: [] };
    return { ...FORMATS[detected].read(readDocument(text, syntax)), detected };
  } catch (error) {
    throw new CommandError(EXIT.invalid, `${isStdin ? 'standard input' : file}: ${messageOf(error)}`);
  }
}

/** The system that a text is a document of; `undefined` for Halyard, and for a text that can't be read. */
function formatOf(text: string, syntax: Syntax): FormatName | undefined {
  try {
    const format = detectFormat(readDocument(text, syntax));
    return format === 'halyard' ? undefined : format;
  } catch {
    return undefined;
  }
}

function likelySyntax(text: string): Syntax {
  return /^\uFEFF?\s*[{[]/.test(text) ? 'json' : 'yaml';
}

function unreadable(error: NodeJS.ErrnoException): never {
  const why = error.code === 'ENOENT' ? `file not found: ${error.path}` : error.message;
  throw new CommandError(EXIT.invalid, why);
}
