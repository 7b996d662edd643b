// The backend.
export { UnstorageBackend, type UnstorageBackendOptions } from './unstorage-backend.js';

// The storage that it takes.
export type { Storage, StorageMount } from './storage.js';
