import { HalyardError } from '@halyard/core';
import { extname } from 'node:path';

/** How flags are written down. */
export type FileFormat = 'json' | 'yaml';

const FORMATS: ReadonlyMap<string, FileFormat> = new Map([
  ['.json', 'json'],
  ['.yaml', 'yaml'],
  ['.yml', 'yaml'],
]);

/** The format that a path's extension stands for. Throws `INVALID_OPTION` for any but `.json`, `.yaml` and `.yml`. */
export function fileFormat(path: string): FileFormat {
  const format = FORMATS.get(extname(path).toLowerCase());
  if (format !== undefined) return format;
  throw new HalyardError(
    'INVALID_OPTION',
    `a file of flags is named .json, .yaml or .yml, received ${JSON.stringify(path)}`,
  );
}
