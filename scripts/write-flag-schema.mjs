// Writes the JSON Schemas of a definition and of a file of flags, which the package ships for editors:
// node --import tsx --conditions=@halyard/source scripts/write-flag-schema.mjs
import { mkdir, writeFile } from 'node:fs/promises';
import { flagFileJsonSchema, flagJsonSchema } from '../packages/core/src/flag/definition-schema.ts';

const folder = new URL('../packages/core/schema/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const [name, schema] of Object.entries({ flag: flagJsonSchema(), 'flag-file': flagFileJsonSchema() })) {
  await writeFile(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, undefined, 2)}\n`);
}
