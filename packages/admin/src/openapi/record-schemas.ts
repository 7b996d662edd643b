import type { Schema } from '../http/route.js';
import { FLAG_KINDS } from '@halyard/core/store';
import { boolean, count, list, milliseconds, object, ref, text, textOrNull } from './schema-parts.js';

const FLAG: Readonly<Record<string, Schema>> = {
  name: text,
  version: {
    type: ['string', 'null'],
    description: 'The ETag without its quotes; null when nothing usable is stored.',
  },
  state: {
    enum: ['on', 'off', 'conditional', 'invalid'],
    description:
      'The same for everyone (`on`, `off`), not the same (`conditional`), or nothing (`invalid`). A disabled flag is `off`.',
  },
  reach: {
    enum: ['everyone', 'some', 'none'],
    description: 'Who it can be on for once it is enabled and what it requires holds.',
  },
  kind: { enum: FLAG_KINDS, description: 'Where the definition names one.' },
  text: { ...textOrNull, description: 'As it is stored.' },
  definition: { anyOf: [ref('FlagDefinition'), { type: 'null' }] },
  createdAt: milliseconds,
  updatedAt: milliseconds,
  stale: object({ reason: { enum: ['expired', 'settled'] }, since: milliseconds }),
  problem: {
    ...text,
    description: 'What is wrong with the stored text; the rest is what is in force instead.',
  },
};

const OPTIONAL = ['kind', 'createdAt', 'updatedAt', 'stale', 'problem'] as const;

/** What is kept: flags, segments, their history, and the state of the backend. */
export const RECORD_SCHEMAS: Readonly<Record<string, Schema>> = {
  FlagSource: {
    description: 'A flag as one writes it: on or off, short text such as `25%`, or a definition.',
    anyOf: [boolean, { type: 'string' }, ref('FlagDefinition')],
  },
  Flag: object(FLAG, ...OPTIONAL),
  SwitchedFlag: object(
    {
      ...FLAG,
      notice: { ...text, description: 'Why a flag that is enabled serves off to everyone.' },
      replaced: { ...text, description: 'The invalid text that `off` replaced.' },
    },
    ...OPTIONAL,
    'notice',
    'replaced',
  ),
  FlagList: object(
    {
      items: list(ref('Flag')),
      total: { ...count, description: 'How many flags match.' },
      next: { ...text, description: 'Give it as `after` for the next page.' },
      lastEventId: { ...text, description: 'Give it to the event stream to miss no change since.' },
    },
    'next',
  ),
  Segment: object({
    name: { ...text, description: 'Without the `$segment.` prefix.' },
    version: text,
    condition: ref('Condition'),
    usedBy: { ...list(text), description: 'The flags and segments that refer to it.' },
  }),
  SegmentList: object({ items: list(ref('Segment')) }),
  Rollout: {
    description: 'A share of keys: percent, or an object as in a rule.',
    anyOf: [{ type: 'number', minimum: 0, maximum: 100 }, { type: 'object' }],
  },
  Validation: object(
    { valid: boolean, text: { ...text, description: 'What would be stored.' }, problem: text },
    'text',
    'problem',
  ),
  Context: { type: 'object', description: 'Attributes of whoever asks; `targetingKey` says who.' },
  HistoryEntry: object(
    {
      id: text,
      at: milliseconds,
      name: text,
      before: { ...textOrNull, description: 'The text before; null when there was no such flag.' },
      after: { ...textOrNull, description: 'The text after; null when it was removed.' },
      actor: text,
      comment: text,
    },
    'actor',
    'comment',
  ),
  History: object(
    {
      items: list(ref('HistoryEntry')),
      next: { ...text, description: 'Give it as `before` for older ones.' },
    },
    'next',
  ),
  BackendStatus: object(
    {
      name: text,
      state: { enum: ['live', 'polling', 'stale', 'failed'] },
      since: milliseconds,
      reason: text,
      flags: count,
      invalid: list(
        object({
          name: text,
          problem: text,
          serving: {
            enum: ['previous', 'off', 'nothing', 'definition'],
            description:
              'What answers instead. `definition`: its own definition, less the rules that refer to what can not be used.',
          },
        }),
      ),
      lastLoad: milliseconds,
      layers: list(ref('BackendStatus')),
      copies: list(ref('BackendStatus')),
      overrides: list(ref('Override')),
    },
    'reason',
    'lastLoad',
    'layers',
    'copies',
    'overrides',
  ),
  Override: object(
    {
      name: text,
      override: {
        description: "On, off, a variant's name, or a value; in this process, whatever the backend says.",
        anyOf: [boolean, text, object({ value: {} })],
      },
      since: milliseconds,
      actor: text,
      reason: text,
      problem: { ...text, description: 'Why it has no effect at present.' },
    },
    'actor',
    'reason',
    'problem',
  ),
  Status: object({
    backend: text,
    status: ref('BackendStatus'),
    actor: text,
    read: boolean,
    write: boolean,
  }),
  Problem: {
    type: 'object',
    description: 'RFC 9457. `code` is for programs, `detail` for people.',
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      detail: text,
      code: text,
      current: { anyOf: [ref('Flag'), ref('Segment'), { type: 'null' }] },
    },
    required: ['type', 'title', 'status', 'detail', 'code'],
  },
};
