import type { Schema } from '../http/route.js';
import { boolean, count, list, milliseconds, object, text } from './schema-parts.js';

/** The schemas of the use of flags. */
export const USAGE_SCHEMAS: Readonly<Record<string, Schema>> = {
  Usage: object(
    {
      since: { ...milliseconds, description: 'When the first report came; absent before it.' },
      layer: {
        ...text,
        description:
          'The layer that keeps it, if there are several: the use of flags of other layers is unknown.',
      },
      items: list(
        object({
          name: text,
          lastUsed: { ...milliseconds, description: 'When the last report of the flag came.' },
          evaluations: { ...count, description: 'About how often it was evaluated in the last hour.' },
          processes: { ...count, description: 'How many processes evaluated it in the last hour.' },
        }),
      ),
    },
    'since',
    'layer',
  ),
  UsageReport: object({
    uses: list(
      object({
        name: text,
        count: { type: 'integer', minimum: 1, description: 'The evaluations since the last report.' },
        isFirst: {
          ...boolean,
          description: 'Whether this is the first report of the flag by the process in the present hour.',
        },
      }),
    ),
  }),
};
