import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';

/** A file of source code. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

const LANGUAGES =
  'js mjs cjs jsx ts mts cts tsx vue svelte astro go java kt cs php rs swift scala dart py rb ex exs html erb ejs hbs pug';
const EXTENSIONS: ReadonlySet<string> = new Set(LANGUAGES.split(' ').map((extension) => `.${extension}`));

/** Folders of generated or third-party code. Folders whose names begin with a dot are skipped too. */
const SKIPPED: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'vendor',
  'dist',
  'build',
  'out',
  'coverage',
]);

/** Larger files are taken for generated code. */
const MAX_BYTES = 1024 * 1024;

/** Every source file at or below a path. Does not follow links. Fails with a sentence if the path does not exist. */
export async function* sourceFiles(path: string): AsyncGenerator<SourceText> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new CommandError(EXIT.usage, `source folder not found: ${path}`);
  if (found.isDirectory()) yield* beneath(path);
  else yield { path, text: await readFile(path, 'utf8') };
}

async function* beneath(folder: string): AsyncGenerator<SourceText> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && !SKIPPED.has(entry.name)) yield* beneath(path);
    } else if (entry.isFile() && EXTENSIONS.has(extname(entry.name))) {
      const { size } = await stat(path);
      if (size <= MAX_BYTES) yield { path, text: await readFile(path, 'utf8') };
    }
  }
}
