import { FeatureFlags } from '@halyard/core';
import { StoreBackend } from '@halyard/core/store';
import { fileURLToPath } from 'node:url';
import { jsonFile } from './json-file.js';

const path = process.argv[2] ?? fileURLToPath(new URL('flags.json', import.meta.url));
const flags = await FeatureFlags.open(new StoreBackend(jsonFile(path)), { required: true });

console.log(`on for everyone: ${flags.enabledFlags().join(', ')}`);
console.log(`Edit ${path} and watch; Ctrl-C ends.`);
flags.onChange(({ name, before, after }) =>
  console.log(`${name}: ${before?.text ?? 'none'} -> ${after?.text ?? 'none'}`),
);

process.once('SIGINT', () => void flags.close());
