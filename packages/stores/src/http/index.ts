// The backend.
export { HttpBackend, type HttpBackendOptions } from './http-backend.js';

// How requests are sent.
export type { RequestHeaders, RequestOptions } from '../requests/request-options.js';
