// Bundles the engine's tests with the engine as Stryker has changed it: one file, so that nothing is loaded from
// elsewhere and the many runs need no compiler.
import { build } from 'esbuild';

const BEFORE = ['same-cases', 'own-process'];

// What finds most comes first. The statistics and the comparison with flagd take long and find nothing more.
const SUITES = [
  'evaluation-vectors',
  'compiled-flag',
  'explain',
  'reference-cycles',
  'hash-algorithms',
  'share',
  'pattern',
  'time-zone',
  'murmur3',
  'hashes',
  'slot',
  'bucketing-vectors',
  'properties',
  'hostile',
  '../flag/ip-address',
  '../service/off-is-off',
  'reference',
];

await build({
  stdin: {
    contents: [
      ...BEFORE.map((file) => `../../mutation/${file}.mjs`),
      ...SUITES.map((suite) => `./${suite}.test.ts`),
    ]
      .map((file) => `import '${file}';`)
      .join('\n'),
    resolveDir: 'test/core/evaluation',
  },
  // Two folders below test/, as the tests themselves are, so that they find the vectors.
  outfile: 'test/mutation/report/suite.mjs',
  bundle: true,
  platform: 'node',
  format: 'esm',
  alias: {
    '@halyard/core/adapter': './packages/core/src/gate/index.ts',
    '@halyard/core/store': './packages/core/src/store/index.ts',
    '@halyard/core': './packages/core/src/index.ts',
  },
  packages: 'external',
  logLevel: 'warning',
});
