// The format.
export { detect } from './detect.js';
export { read } from './read.js';
