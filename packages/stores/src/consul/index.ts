// The backend.
export { ConsulBackend, type ConsulBackendOptions } from './consul-backend.js';

// How requests are sent.
export type { RequestHeaders, RequestOptions } from '../requests/request-options.js';
export type { Token } from '../requests/token.js';
