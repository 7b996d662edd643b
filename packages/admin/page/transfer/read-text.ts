import type { JsonValue } from '@halyard/core';

/**
 * The value that a text in JSON or YAML says. A text that begins as JSON does is JSON. Rejects with a sentence. The reader of
 * YAML is loaded on first use.
 */
export async function readText(text: string): Promise<JsonValue> {
  if (/^\uFEFF?\s*[{[]/.test(text)) return readJson(text.replace(/^\uFEFF/, ''));
  const { readYaml } = await import('./yaml-text.js');
  return readYaml(text);
}

function readJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new Error(`This is not JSON: ${(error as Error).message}`, { cause: error });
  }
}
