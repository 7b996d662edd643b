// `npm start`: the example shop, with the page that flips its flags.
import { runSources } from './run-sources.mjs';

if (process.argv.length > 2) {
  console.error(
    'npm start takes no options. PORT, HOST, REDIS_URL and FLAG_FILE are read: PORT=3001 npm start',
  );
  process.exit(2);
}
runSources('examples/express-shop/main.ts', []);
