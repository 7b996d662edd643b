// The shape of every format.
export type { FlagProblem, Format, ReadFlags, WritableFormat, WrittenFlags } from './format.js';

// All formats.
export {
  detectFormat,
  FORMAT_NAMES,
  type FormatName,
  FORMATS,
  WRITTEN_FORMAT_NAMES,
  type WrittenFormatName,
} from './formats.js';

// The text of a document.
export { readDocument } from './syntax/read-document.js';
export { type Syntax, syntaxOf } from './syntax/syntax.js';
