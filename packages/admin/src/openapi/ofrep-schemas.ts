import type { Schema } from '../http/route.js';
import { count, list, object, ref, text } from './schema-parts.js';

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
  OfrepBulk: object(
    {
      flags: list({ anyOf: [ref('OfrepEvaluation'), ref('OfrepFailure')] }),
      eventStreams: list(ref('OfrepEventStream')),
      metadata: object(
        { flagSetId: text, version: { ...text, description: 'Of the flags that the answers depend on.' } },
        'flagSetId',
      ),
    },
    'eventStreams',
  ),
  OfrepEventStream: {
    ...object(
      {
        type: { enum: ['sse'] },
        endpoint: object({ requestUri: { ...text, pattern: '^/' } }),
        url: text,
        inactivityDelaySec: count,
      },
      'endpoint',
      'url',
    ),
    description: 'Sends `refetchEvaluation`. Has either `url`, or `endpoint` on the host of the base URL.',
  },
  OfrepConfiguration: {
    type: 'object',
    properties: { name: text, capabilities: { type: 'object' } },
    required: ['name', 'capabilities'],
  },
};
