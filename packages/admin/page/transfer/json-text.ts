/**
 * A text in JSON or YAML as JSON. A text that begins as JSON does is left as it is: the server says what is wrong with it, and
 * where. Rejects with a sentence for YAML that can't be read. The reader of YAML is loaded on first use.
 */
export async function jsonText(text: string): Promise<string> {
  if (/^\uFEFF?\s*[{[]/.test(text)) return text.replace(/^\uFEFF/, '');
  const { readYaml } = await import('./yaml-text.js');
  return JSON.stringify(readYaml(text));
}
