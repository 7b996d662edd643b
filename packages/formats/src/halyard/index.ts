// The format.
export { detect } from './detect.js';
export { read } from './read.js';
export { write } from './write.js';

// The text of a file of flags.
export { parseFlagFile, printFlagFile } from './flag-file.js';

// A file that is changed in place.
export type { FlagDocument } from './flag-document.js';
export { openDocument, openLargeDocument } from './flag-file.js';
export type { KnownSections } from './yaml-document.js';
