import { runSources } from '../../scripts/run-sources.mjs';

runSources('packages/cli/src/bin.ts', process.argv.slice(2));
