// The backend.
export { FileBackend, type FileBackendOptions } from './file-backend.js';

// The text of a file of flags.
export { parseFlagFile, printFlagFile } from './flag-text.js';
export { type FileFormat, fileFormat } from './file-format.js';
