// Does one operation in this process: `node operation.mjs <operation> <settings as JSON>`. Sends how long it kept
// everything else waiting, as `operations.mjs` says.
import { operations } from './operations.mjs';

const [name, settings] = process.argv.slice(2);
process.send(await operations[name](JSON.parse(settings)));
