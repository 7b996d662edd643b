// Fails unless each link of the built site to itself leads to a page, and to an anchor there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('dist', import.meta.url));
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.html'),
);
const html = new Map(files.map((file) => [file, readFileSync(join(dist, file), 'utf8')]));
const anchors = new Map(
  [...html].map(([file, text]) => [
    file,
    new Set(Array.from(text.matchAll(/ id="([^"]+)"/g), ([, id]) => id)),
  ]),
);

const broken = [...html].flatMap(([file, text]) =>
  Array.from(text.matchAll(/ (?:href|src)="([^"]+)"/g), ([, link]) => link.replaceAll('&amp;', '&'))
    .filter((link) => !/^(?:[a-z]+:|\/\/)/.test(link))
    .filter((link) => !leadsSomewhere(link, file))
    .map((link) => `${file}: ${link}`),
);
for (const line of new Set(broken)) console.error(line);
console.log(`${html.size} pages, ${new Set(broken).size} broken links`);
if (html.size < 20 || broken.length > 0) process.exitCode = 1;

function leadsSomewhere(link, from) {
  const [path, fragment] = decodeURI(link).split('#', 2);
  const target =
    path === '' ? from : posix.join(path.startsWith('/') ? '' : posix.dirname(from), path).replace(/^\//, '');
  const page = target === '' || target.endsWith('/') ? `${target}index.html` : target;
  if (!existsSync(join(dist, page))) return false;
  return fragment === undefined || fragment === '' || !anchors.has(page) || anchors.get(page).has(fragment);
}
