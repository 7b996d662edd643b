// The backend.
export { EtcdBackend, type EtcdBackendOptions } from './etcd-backend.js';

// How requests are sent.
export type { RequestHeaders, RequestOptions } from '../requests/request-options.js';
export type { Token } from '../requests/token.js';
