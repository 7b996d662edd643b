import { isObject, readJson, type StoreEntry } from '@halyard/core/store';

/** The texts of an export of a Halyard. Throws an error with a sentence for what is none. */
export function storedTexts(text: string): Map<string, StoreEntry> {
  const json = readJson(text);
  if (!('value' in json) || !isObject(json.value)) throw notHalyard();
  const entries = Object.entries(json.value);
  if (!entries.every(hasText)) throw notHalyard();
  return new Map(entries);
}

function hasText(entry: [string, unknown]): entry is [string, StoreEntry] {
  const [, value] = entry;
  return typeof value === 'string' || (isObject(value) && typeof value['text'] === 'string');
}

function notHalyard(): Error {
  return new Error('the answer is not the export of a Halyard: check the address and the path of its API');
}
