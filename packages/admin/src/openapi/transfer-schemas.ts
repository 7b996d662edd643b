import type { Schema } from '../http/route.js';
import { boolean, count, list, milliseconds, object, ref, text, textOrNull } from './schema-parts.js';

/** The schemas of import and export. */
export const TRANSFER_SCHEMAS: Readonly<Record<string, Schema>> = {
  FlagMap: {
    type: 'object',
    description: 'Flags by name, segments as `$segment.<name>`, and texts under other reserved names.',
    properties: { $schema: text },
    additionalProperties: { anyOf: [ref('FlagSource'), { type: 'object' }] },
  },
  StoredTexts: {
    type: 'object',
    description: 'The stored texts by name, with their times where the store keeps them.',
    additionalProperties: {
      anyOf: [
        text,
        object({ text, createdAt: milliseconds, updatedAt: milliseconds }, 'createdAt', 'updatedAt'),
      ],
    },
  },
  FlagChanges: object(
    {
      changes: list(
        object(
          {
            name: text,
            text: { ...textOrNull, description: 'The exact text to store; null removes the flag.' },
            definition: {
              anyOf: [ref('FlagDefinition')],
              description: 'The definition to store, instead of a text.',
            },
            ifText: {
              ...textOrNull,
              description: 'Write only if exactly this text is stored; null: only if none is.',
            },
          },
          'text',
          'definition',
          'ifText',
        ),
      ),
      actor: { ...text, description: 'The author on whose behalf the caller writes, for the history.' },
      comment: { ...text, description: 'The reason, for the history.' },
    },
    'actor',
    'comment',
  ),
  FlagdDefinitions: {
    type: 'object',
    description: 'Definitions of flagd: https://flagd.dev/schema/v0/flags.json',
    properties: { flags: { type: 'object' } },
    required: ['flags'],
  },
  ImportReport: object({
    dryRun: boolean,
    format: { type: 'string', description: 'The format that the document was read in.' },
    changes: list(
      object({
        name: text,
        change: { enum: ['create', 'replace', 'delete'] },
        before: textOrNull,
        after: textOrNull,
        version: textOrNull,
      }),
    ),
    unchanged: count,
    skipped: list(object({ name: text, reason: text })),
    problems: list(object({ name: text, problem: text })),
    written: count,
  }),
};
