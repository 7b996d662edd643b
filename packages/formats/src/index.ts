// The shape of every format.
export type { FlagProblem, Format, ReadFlags, WrittenFlags } from './format.js';

// The text of a document.
export { readDocument } from './syntax/read-document.js';
export { type Syntax, syntaxOf } from './syntax/syntax.js';
