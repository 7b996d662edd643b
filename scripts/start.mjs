// `npm start`: the example shop, with the page that flips its flags.
import { runSources } from './run-sources.mjs';

runSources('examples/express-shop/main.ts', process.argv.slice(2));
