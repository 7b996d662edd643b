import type { JsonValue } from '@halyard/core';
import * as flagd from './flagd/index.js';
import * as growthbook from './growthbook/index.js';
import * as launchdarkly from './launchdarkly/index.js';
import * as microsoft from './microsoft/index.js';
import * as powertools from './powertools/index.js';
import * as flipper from './flipper/index.js';
import type { Format, WritableFormat } from './format.js';
import * as halyard from './halyard/index.js';
import * as unleash from './unleash/index.js';

/** The names of all formats. Halyard's own is the last, because any object of objects could be one. */
export const FORMAT_NAMES = [
  'flagd',
  'unleash',
  'growthbook',
  'launchdarkly',
  'powertools',
  'flipper',
  'microsoft',
  'halyard',
] as const;

/** The name of a format. */
export type FormatName = (typeof FORMAT_NAMES)[number];

/** The names of the formats that flags can be written in. */
export const WRITTEN_FORMAT_NAMES = ['halyard', 'flagd'] as const satisfies readonly FormatName[];

/** The name of a format that flags can be written in. */
export type WrittenFormatName = (typeof WRITTEN_FORMAT_NAMES)[number];

/** Every format by name. */
export const FORMATS: Readonly<Record<FormatName, Format> & Record<WrittenFormatName, WritableFormat>> = {
  flagd,
  unleash,
  growthbook,
  launchdarkly,
  powertools,
  flipper,
  microsoft,
  halyard,
};

/** The format that a document is probably of, by its shape; `undefined` for none. */
export function detectFormat(document: JsonValue): FormatName | undefined {
  return FORMAT_NAMES.find((name) => FORMATS[name].detect(document));
}
