// Writes the pages of the repository into site/pages, with the links of the site.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pages, pageText, root } from './pages.mjs';

const target = fileURLToPath(new URL('pages', import.meta.url));

rmSync(target, { recursive: true, force: true });
for (const [file, page] of pages) {
  mkdirSync(dirname(join(target, page)), { recursive: true });
  writeFileSync(join(target, page), pageText(file));
}
cpSync(join(root, 'docs/images'), join(target, 'public/images'), { recursive: true });
