export { FileBackend, type FileBackendOptions } from './file-backend.js';
export { type FileFormat, fileFormat } from './file-format.js';
export { parseFlagFile, printFlagFile } from './flag-text.js';
