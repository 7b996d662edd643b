// Writes the JSON Schema of a definition, which the package ships for editors:
// node --import tsx --conditions=@halyard/source scripts/write-flag-schema.mjs
import { mkdir, writeFile } from 'node:fs/promises';
import { flagJsonSchema } from '../packages/core/src/flag/definition-schema.ts';

const folder = new URL('../packages/core/schema/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(new URL('flag.schema.json', folder), `${JSON.stringify(flagJsonSchema(), undefined, 2)}\n`);
