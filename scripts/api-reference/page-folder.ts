import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a folder that are not as `pages` has them, missing and needless ones included, by name. */
export function staleFiles(folder: string, pages: ReadonlyMap<string, string>): string[] {
  const present = existsSync(folder) ? readdirSync(folder) : [];
  return [...new Set([...pages.keys(), ...present])]
    .filter((name) => !present.includes(name) || readFileSync(join(folder, name), 'utf8') !== pages.get(name))
    .toSorted();
}

/** Makes a folder hold exactly these pages. */
export function writePages(folder: string, pages: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const name of staleFiles(folder, pages)) {
    const text = pages.get(name);
    if (text === undefined) rmSync(join(folder, name));
    else writeFileSync(join(folder, name), text);
  }
}
