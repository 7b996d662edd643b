import type { Schema } from '../http/route.js';
import { list, object, ref, text } from './schema-parts.js';

/** The requests and answers of OFREP. */
export const OFREP_SCHEMAS: Readonly<Record<string, Schema>> = {
  OfrepRequest: { type: 'object', properties: { context: ref('Context') } },
  OfrepEvaluation: object(
    {
      key: text,
      value: { description: "Absent when the caller's own default is to be used." },
      reason: text,
      variant: text,
      metadata: { type: 'object', additionalProperties: { type: ['boolean', 'string', 'number'] } },
    },
    'value',
    'variant',
    'metadata',
  ),
  OfrepFailure: object({ key: text, errorCode: text, errorDetails: text }, 'key'),
  OfrepBulk: object({ flags: list({ anyOf: [ref('OfrepEvaluation'), ref('OfrepFailure')] }) }),
  OfrepConfiguration: {
    type: 'object',
    properties: { name: text, capabilities: { type: 'object' } },
    required: ['name', 'capabilities'],
  },
};
