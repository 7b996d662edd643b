// A program that opens the backend, reads, closes it and is done: run in a process of its own to see that it ends.
// Arguments: the driver, the URL, and how often to poll in milliseconds. It prints a line of JSON once open, and closes at a line of input.
import { SqlBackend } from '@halyard/sql';
import { once } from 'node:events';
import { mainDrivers } from '../support/sql/sql-drivers.js';

const [name, url = '', pollMs = '100'] = process.argv.slice(2);
const client = mainDrivers.find((driver) => driver.name === name)?.connect(url);
const options = { loadTimeoutMs: 1000, livePollMs: 500, pollMs: Number(pollMs) };
const backend = new SqlBackend(client?.source ?? url, options);
await backend.open();
console.log(JSON.stringify(backend.status()));
await once(process.stdin, 'data');
process.stdin.destroy();
await backend.close();
// The app ends its own client; one whose server hangs never answers that.
void client?.end();
