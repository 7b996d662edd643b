import type { JsonValue } from '@halyard/core';
import { readJson } from '@halyard/core/store';
import type { Syntax } from './syntax.js';
import { YamlProblem } from './yaml-problem.js';
import { YamlReader } from './yaml-reader.js';
import { parseYaml } from './yaml-text.js';

const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * The value that a text in JSON or YAML 1.2 says. A key given twice is an error, and so are aliases that repeat more than
 * 1 MiB. Throws an error with a sentence that has the line and column. Blank YAML is null.
 */
export function readDocument(text: string, syntax: Syntax): JsonValue {
  const content = text.replace(BYTE_ORDER_MARK, '');
  if (syntax === 'yaml') return readYaml(content);
  const json = readJson(content);
  if ('problem' in json) throw new Error(json.problem);
  return json.value as JsonValue;
}

function readYaml(text: string): JsonValue {
  try {
    return new YamlReader().value(parseYaml(text).contents) as JsonValue;
  } catch (error) {
    throw error instanceof YamlProblem ? error.located(text, 0) : error;
  }
}
