import { HalyardError } from '@halyard/core';

/** How a document is written down. */
export type Syntax = 'json' | 'yaml';

const EXTENSIONS: ReadonlyMap<string, Syntax> = new Map([
  ['.json', 'json'],
  ['.yaml', 'yaml'],
  ['.yml', 'yaml'],
]);

/** The syntax that a path's extension stands for. Throws `INVALID_OPTION` for any but `.json`, `.yaml` and `.yml`. */
export function syntaxOf(path: string): Syntax {
  const [, extension = ''] = /[^/\\](\.[^./\\]*)$/.exec(path) ?? [];
  const syntax = EXTENSIONS.get(extension.toLowerCase());
  if (syntax !== undefined) return syntax;
  throw new HalyardError(
    'INVALID_OPTION',
    `a file of flags is named .json, .yaml or .yml, received ${JSON.stringify(path)}`,
  );
}
