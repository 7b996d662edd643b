import type { DefinedFlags, FlagDeclaration } from '@halyard/core';
import { isObject, messageOf } from '@halyard/core/store';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';

/**
 * The flags that a module declares with `defineFlags`, from all of its exports. Runs the module. Fails if it can't be loaded
 * or declares none.
 */
export async function declarationsIn(path: string): Promise<Map<string, FlagDeclaration>> {
  const exports = await load(path);
  const defined = Object.values(exports).filter(isDefinedFlags);
  if (defined.length === 0) fail(`${path} exports no result of defineFlags`);
  return new Map(defined.flatMap(({ declarations }) => [...declarations]));
}

async function load(path: string): Promise<object> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as object;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isSource = code === 'ERR_UNKNOWN_FILE_EXTENSION' && /^\.[mc]?ts$/.test(extname(path));
    const why = isSource ? 'this Node runs no TypeScript: give the compiled module' : messageOf(error);
    return fail(`${path} can't be loaded: ${why}`);
  }
}

function isDefinedFlags(value: unknown): value is DefinedFlags {
  return isObject(value) && value['declarations'] instanceof Map;
}

function fail(sentence: string): never {
  throw new CommandError(EXIT.invalid, sentence);
}
