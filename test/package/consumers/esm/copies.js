// How many copies of core one process has when a program imports it and something it uses requires it.
import { createRequire } from 'node:module';
import { HalyardError, isHalyardError } from '@halyard/core';

const required = createRequire(import.meta.url)('@halyard/core');
const known = isHalyardError(new required.HalyardError('CLOSED', 'from the other copy'));
console.log(JSON.stringify({ copies: required.HalyardError === HalyardError ? 1 : 2, known }));
