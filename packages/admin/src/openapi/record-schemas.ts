import type { Schema } from '../http/route.js';
import { FLAG_KINDS } from '@halyard/core/store';
import { FLAG_STATES } from '../flags/flag-state.js';
import { CONTEXT_LIMITS } from '../http/limits.js';
import { boolean, count, list, milliseconds, object, ref, text, textOrNull } from './schema-parts.js';

/** A planned change, whose time is written like this. */
function plannedChange(at: Schema): Schema {
  return object(
    {
      id: text,
      flag: text,
      change: {
        description: 'One of `set`, `enabled` and `rollout`.',
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
      },
      at,
      actor: text,
      comment: text,
      problem: { ...text, description: 'The reason why it is not applied although its time has come.' },
    },
    'actor',
    'comment',
    'problem',
  );
}

const FLAG: Readonly<Record<string, Schema>> = {
  name: text,
  stored: {
    ...boolean,
    description:
      'Whether a backend has it. If not, the program declares it, and its declared default answers.',
  },
  layer: { ...text, description: 'The layer that has it, such as redis or env.' },
  noEffect: {
    ...text,
    description:
      'The reason why a stored change has no effect now: a layer above the one that is written to answers first.',
  },
  declared: { ...boolean, description: 'Whether the program declares it with defineFlags.' },
  version: {
    type: ['string', 'null'],
    description: 'The ETag without its quotes; null if it is not stored or the stored text is not usable.',
  },
  state: {
    enum: FLAG_STATES,
    description:
      '`on`, `off`: the same for everyone. `conditional`: not the same for everyone. `scheduled`: off for everyone until `startsAt`. `invalid`: serves nothing. A disabled flag is `off`.',
  },
  startsAt: milliseconds,
  reach: {
    enum: ['everyone', 'some', 'none'],
    description:
      'Whether it can be on for everyone, some users or no one, if it is enabled and its required flags hold.',
  },
  kind: { enum: FLAG_KINDS, description: 'The kind, if the definition has one.' },
  text: { ...textOrNull, description: 'The stored text.' },
  definition: { anyOf: [ref('FlagDefinition'), { type: 'null' }] },
  createdAt: milliseconds,
  updatedAt: milliseconds,
  usage: {
    ...object(
      {
        lastUsed: milliseconds,
        evaluations: { ...count, description: 'About how often it was evaluated in the last hour.' },
        processes: { ...count, description: 'How many processes evaluated it in the last hour.' },
        since: milliseconds,
      },
      'lastUsed',
    ),
    description:
      'How all processes that report use it, known since `since`. Without `lastUsed` it was not used since then. Absent if no use is known.',
  },
  stale: object({ reason: { enum: ['expired', 'unused', 'settled'] }, since: milliseconds }),
  problem: {
    ...text,
    description: 'The problem of the stored text. The other fields then describe the definition in force.',
  },
};

const OPTIONAL = [
  'layer',
  'noEffect',
  'startsAt',
  'kind',
  'createdAt',
  'updatedAt',
  'usage',
  'stale',
  'problem',
] as const;

/** The stored records: flags, segments, their history, and the state of the backend. */
export const RECORD_SCHEMAS: Readonly<Record<string, Schema>> = {
  FlagSource: {
    description: 'A flag to store: on or off, short text such as `25%`, or a definition.',
    anyOf: [boolean, { type: 'string' }, ref('FlagDefinition')],
  },
  Flag: object(FLAG, ...OPTIONAL),
  SwitchedFlag: object(
    {
      ...FLAG,
      notice: {
        ...text,
        description:
          'The reason why the change has no effect, or why an enabled flag serves off to everyone.',
      },
      replaced: { ...text, description: 'The invalid text that `off` replaced.' },
    },
    ...OPTIONAL,
    'notice',
    'replaced',
  ),
  FlagList: object(
    {
      items: list(ref('Flag')),
      total: { ...count, description: 'The number of matching flags.' },
      next: { ...text, description: 'Send it as `after` to get the next page.' },
      lastEventId: { ...text, description: 'Send it to the event stream to miss no later change.' },
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
    { valid: boolean, text: { ...text, description: 'The text that would be stored.' }, problem: text },
    'text',
    'problem',
  ),
  Context: {
    type: 'object',
    description:
      'Attributes of the user; `targetingKey` identifies the user. ' +
      `At most ${CONTEXT_LIMITS.bytes} bytes of JSON, with texts of at most ${CONTEXT_LIMITS.text} characters ` +
      `and lists of at most ${CONTEXT_LIMITS.list} items.`,
  },
  HistoryEntry: object(
    {
      id: text,
      at: milliseconds,
      name: text,
      before: { ...textOrNull, description: 'The text before; null if the flag did not exist.' },
      after: { ...textOrNull, description: 'The text after; null if the flag was deleted.' },
      actor: text,
      comment: text,
      summary: {
        ...text,
        description: "What the change did, in words: turned on, 25% → 60%, added rule 'staff'.",
      },
    },
    'actor',
    'comment',
  ),
  History: object(
    {
      items: list(ref('HistoryEntry')),
      next: { ...text, description: 'Send it as `before` to get older changes.' },
    },
    'next',
  ),
  BackendStatus: object(
    {
      name: text,
      state: { enum: ['live', 'polling', 'stale', 'failed'] },
      since: milliseconds,
      reason: text,
      problem: { ...text, description: 'What does not work although the flags are read.' },
      flags: count,
      invalid: list(
        object({
          name: text,
          problem: text,
          serving: {
            enum: ['previous', 'off', 'nothing', 'definition'],
            description:
              'What answers instead. `definition`: its own definition, without the rules that refer to invalid flags or segments.',
          },
        }),
      ),
      lastLoad: milliseconds,
      forced: {
        ...list(object({ name: text, why: text })),
        description:
          'The flags for which stored changes have no effect now, because another layer answers first.',
      },
      layers: list(ref('BackendStatus')),
      copies: list(ref('BackendStatus')),
      behind: {
        ...object({ flags: count, since: milliseconds }),
        description: 'For a copy: how many flags it does not have as they were written, and since when.',
      },
      overrides: list(ref('Override')),
      planned: list(
        plannedChange({ type: ['number', 'null'], description: 'Milliseconds since the epoch.' }),
      ),
      usage: {
        ...object({ reportedAt: milliseconds, problem: text }, 'reportedAt', 'problem'),
        description: 'How this process reports which flags it uses: when it last did, and why it can not.',
      },
    },
    'reason',
    'problem',
    'lastLoad',
    'forced',
    'layers',
    'copies',
    'behind',
    'overrides',
    'planned',
    'usage',
  ),
  PlannedChange: plannedChange({
    type: ['string', 'null'],
    description: 'RFC 3339; null if it can not be read.',
  }),
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
      problem: { ...text, description: 'The reason why it has no effect now.' },
    },
    'actor',
    'reason',
    'problem',
  ),
  Status: object(
    {
      backend: text,
      status: ref('BackendStatus'),
      actor: text,
      read: boolean,
      write: boolean,
      previews: { ...list(text), description: 'The flags that can be previewed.' },
      environment: {
        ...object({ name: text, color: { ...text, description: 'As `#rrggbb`.' } }, 'color'),
        description: 'The environment of these flags, if the server names one.',
      },
    },
    'previews',
    'environment',
  ),
  Problem: {
    type: 'object',
    description:
      'RFC 9457. `code` is for programs, `detail` for people. `type` is the address of the documentation of the code, or about:blank.',
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
