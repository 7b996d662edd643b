import type { Schema } from '../http/route.js';
import { boolean, count, list, object, ref, text } from './schema-parts.js';

const which: Schema = object({ index: count, name: text }, 'name');

/** The steps that led to an answer. */
export const EXPLANATION_SCHEMAS: Readonly<Record<string, Schema>> = {
  Explanation: object(
    {
      flag: text,
      layer: { ...text, description: 'The layer that has the flag; absent for a draft.' },
      answer: object({ value: {}, on: boolean, variant: text, reason: text, rule: which }, 'variant', 'rule'),
      errorCode: { ...text, description: 'The reason why the flag has no answer, as in OFREP.' },
      enabled: boolean,
      requires: list(
        object(
          { flag: text, variant: { anyOf: [text, list(text)] }, enabled: boolean, held: boolean, why: text },
          'variant',
          'enabled',
        ),
      ),
      rules: list(
        object(
          {
            index: count,
            name: text,
            result: { enum: ['served', 'did not match', 'not reached'] },
            parts: list(ref('ExplainedPart')),
          },
          'name',
        ),
      ),
      lines: { ...list(text), description: 'The whole explanation as lines of text.' },
    },
    'layer',
    'errorCode',
  ),
  ExplainedPart: object(
    {
      part: text,
      held: boolean,
      why: text,
      parts: list(ref('ExplainedPart')),
      bucket: object({ key: text, seed: text, hash: count, slots: count, percent: { type: 'number' } }),
    },
    'parts',
    'bucket',
  ),
};
