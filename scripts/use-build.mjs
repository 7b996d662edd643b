// Loaded before the tests by `npm run coverage`: whatever source of a package they ask for, they get what was built
// from it. The figures are then of the code that is published, which no loader has rewritten.
import Module from 'node:module';

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function resolveToBuild(...args) {
  return resolveFilename.apply(this, args).replace(/(\/packages\/\w+)\/src\/(.+)\.ts$/, '$1/dist/cjs/$2.js');
};
