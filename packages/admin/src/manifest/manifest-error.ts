import { jsonAnswer } from '../http/json-answer.js';
import type { Problem } from '../http/problem.js';
import { ref } from '../openapi/schema-parts.js';

/** The errors of the manifest API, which has its own form of them. */
export const MANIFEST_ERRORS = {
  schema: ref('ManifestError'),
  answer: ({ status, message, extras: { headers = {} } }: Problem): Response =>
    jsonAnswer({ error: { message, status } }, { status, headers }),
} as const;
