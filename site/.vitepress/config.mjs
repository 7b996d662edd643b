import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { linksIn, repositoryUrl, root, slugOf } from '../pages.mjs';

const textOf = (file) => readFileSync(join(root, file), 'utf8');
const [documents, packages] = textOf('docs/README.md').split(/^\| package/m);
/** The pages of a folder, as its README lists them. */
const folder = (text, path) => {
  const index = `${path}/README.md`;
  return { text, collapsed: true, items: existsSync(join(root, index)) ? linksIn(textOf(index), path) : [] };
};

export default defineConfig({
  title: 'Halyard',
  description: 'Feature flags that gate the routes of Node apps',
  lang: 'en',
  // Without one, browsers ask for /favicon.ico.
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  srcDir: 'pages',
  outDir: 'dist',
  cacheDir: 'cache',
  markdown: {
    // A page is text: nothing in it is HTML or a component.
    html: false,
    anchor: { slugify: slugOf },
  },
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    nav: [
      { text: 'Five minutes', link: '/start' },
      { text: 'Recipes', link: '/recipes/' },
      { text: 'API', link: '/api/' },
    ],
    sidebar: [
      { text: 'Documentation', items: linksIn(documents, 'docs') },
      folder('Recipes', 'docs/recipes'),
      folder('Coming from another system', 'docs/migrate'),
      {
        text: 'Packages',
        collapsed: true,
        items: linksIn(packages, 'docs').filter(({ link }) => link.startsWith('/packages/')),
      },
      folder('API', 'docs/api'),
    ].filter(({ items }) => items.length > 0),
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: repositoryUrl }],
    footer: { message: 'MIT licence. This site loads nothing from elsewhere and tracks no one.' },
  },
});
