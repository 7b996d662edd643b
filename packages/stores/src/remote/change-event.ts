import { isObject, readJson, SEGMENT_PREFIX, type StoreEntry } from '@halyard/core/store';

/** The flag of a `change` event as it is stored now; `undefined` if it is gone. */
export type ChangedFlag = readonly [name: string, stored: StoreEntry | undefined];

/**
 * The flag in the data of a `change` event; `undefined` if the data does not have the stored text, so that everything has to be
 * read again.
 */
export function changedFlag(data: string): ChangedFlag | undefined {
  const json = readJson(data);
  if (!('value' in json) || !isObject(json.value)) return undefined;
  const { name, flag, segment } = json.value;
  if (typeof name !== 'string') return undefined;
  if (segment === null) return [`${SEGMENT_PREFIX}${name}`, undefined];
  if (flag === null) return [name, undefined];
  if (!isObject(flag)) return undefined;
  if (flag['stored'] === false) return [name, undefined];
  const { text, problem, createdAt, updatedAt } = flag;
  if (typeof text !== 'string' || problem !== undefined) return undefined;
  return [
    name,
    {
      text,
      ...(typeof createdAt === 'number' ? { createdAt } : {}),
      ...(typeof updatedAt === 'number' ? { updatedAt } : {}),
    },
  ];
}
