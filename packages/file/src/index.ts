// The backend.
export { FileBackend, type FileBackendOptions } from './file-backend.js';

// The text of a file of flags.
export { parseFlagFile, printFlagFile } from './flag-file.js';
export { type FileFormat, fileFormat } from './file-format.js';
