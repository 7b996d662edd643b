// The same random cases for every mutant; a property that has held for a second holds for this mutant.
import fc from 'fast-check';

fc.configureGlobal({ seed: 20_261_201, interruptAfterTimeLimit: 1_000 });
