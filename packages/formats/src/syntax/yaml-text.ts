import { type Document, isMap, parseDocument, Schema, type ToStringOptions } from 'yaml';
import { YamlProblem } from './yaml-problem.js';

// Made once: it takes longer to make than a flag takes to read. Keys given twice are found by the reader, in linear time.
const OPTIONS = {
  schema: new Schema({ schema: 'core' }) as unknown as 'core',
  prettyErrors: false,
  uniqueKeys: false,
} as const;

/** Throws a {@link YamlProblem}. */
export function parseYaml(text: string): Document {
  let document: Document;
  try {
    document = parseDocument(text, OPTIONS);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new YamlProblem('not YAML that can be read: it nests too deeply', 0);
  }
  const [error] = document.errors;
  if (error !== undefined) throw new YamlProblem(`not YAML: ${error.message}`, error.pos[0]);
  return document;
}

/** How a file is laid out, so that a write does not change more than it has to. */
export interface YamlLayout {
  readonly newline: '\n' | '\r\n';
  readonly options: ToStringOptions;
}

export function layoutOf(text: string): YamlLayout {
  const indent = /^( {1,8})[^\s#]/m.exec(text)?.[1]!.length ?? 2;
  const flushLists = /^( *)[^\s#-].*:[ \t]*\r?\n\1- /m.test(text);
  return {
    newline: /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n',
    options: { lineWidth: 0, indent, indentSeq: !flushLists, verifyAliasOrder: false },
  };
}

export function printYaml(document: Document, { newline, options }: YamlLayout): string {
  // An empty map as a whole file has no block style.
  if (isMap(document.contents) && document.contents.items.length === 0) document.contents.flow = true;
  const text = document.toString(options);
  return newline === '\n' ? text : text.replaceAll(/\r?\n/g, newline);
}
