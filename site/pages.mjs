import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the repository is published. */
export const repositoryUrl = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
).repository.url.replace(/^git\+(.+)\.git$/, '$1');

/** The pages of the site by the files of the repository that they are made of. */
export const pages = new Map(
  [
    ['README.md', 'index.md'],
    ['docs/README.md', 'documents.md'],
    ...inFolder('docs').map((name) => [`docs/${name}`, name]),
    ...readdirSync(join(root, 'docs'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name: folder }) => [
        [`docs/${folder}/README.md`, `${folder}/index.md`],
        ...inFolder(`docs/${folder}`).map((name) => [`docs/${folder}/${name}`, `${folder}/${name}`]),
      ]),
    ...readdirSync(join(root, 'packages')).map((name) => [
      `packages/${name}/README.md`,
      `packages/${name}.md`,
    ]),
    ['CHANGELOG.md', 'changelog.md'],
    ['CONTRIBUTING.md', 'contributing.md'],
    ['SECURITY.md', 'security-policy.md'],
  ].filter(([file]) => existsSync(join(root, file))),
);

/** The address of the page made of a file of the repository; `undefined` if the site has no such page. */
export function addressOf(file) {
  return pages.has(file)
    ? `/${pages
        .get(file)
        .replace(/(^|\/)index\.md$/, '$1')
        .replace(/\.md$/, '')}`
    : undefined;
}

/**
 * The text of a page with the links of the site: to its pages, else to the file on the web. Comments are left out: they are for
 * the tests.
 */
export function pageText(file) {
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/^<!--[\s\S]*?-->$/gm, '');
  let fence;
  return text
    .split('\n')
    .map((line) => {
      const [, mark] = /^(`{3,})/.exec(line) ?? [];
      if (fence === undefined) fence = mark;
      else if (line === fence) fence = undefined;
      if (fence !== undefined || mark !== undefined) return line;
      return line.replaceAll(/(\]\()([^)\s]+)(?=\))/g, (_, before, href) => before + targetOf(href, file));
    })
    .join('\n');
}

/** The pages that a text in this folder links to, in its order, each once. */
export function linksIn(markdown, folder) {
  const links = [...markdown.matchAll(/\[([^\]]+)\]\(([^)#\s]+\.md)\)/g)].map(([, text, target]) => {
    return { text: text.replaceAll('`', ''), link: addressOf(posix.normalize(`${folder}/${target}`)) };
  });
  return [
    ...new Map(links.filter(({ link }) => link !== undefined).map((each) => [each.link, each])).values(),
  ];
}

/** The anchor of a heading, as GitHub makes it. */
export function slugOf(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}

function targetOf(href, file) {
  const own = new RegExp(`^${repositoryUrl}/(?:blob|tree)/main/`);
  const [path, fragment] = href.split('#', 2);
  if (path === '' || (!own.test(path) && /^[a-z]+:/.test(path))) return href;
  const target = own.test(path) ? path.replace(own, '') : posix.join(posix.dirname(file), path);
  if (/\.(?:png|svg)$/.test(target)) return `/${target.replace(/^docs\//, '')}`;
  const anchor = fragment === undefined ? '' : `#${fragment}`;
  return `${addressOf(target) ?? `${repositoryUrl}/blob/main/${target}`}${anchor}`;
}

function inFolder(folder) {
  return readdirSync(join(root, folder)).filter((name) => name.endsWith('.md') && name !== 'README.md');
}
