// `node scripts/build-page.mjs [--if-needed]`: bundles the web page of packages/admin; with --if-needed only when
// something it is made of is newer.
import { bundlePage, isPageOutdated } from './page-bundle.mjs';

if (!process.argv.includes('--if-needed') || isPageOutdated()) await bundlePage();
