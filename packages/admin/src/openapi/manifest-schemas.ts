import type { Schema } from '../http/route.js';
import { MANIFEST_TYPES } from '../manifest/manifest-flag.js';
import { list, object, ref, text, textOrNull } from './schema-parts.js';

const type: Schema = { enum: MANIFEST_TYPES };
const instant: Schema = { type: 'string', format: 'date-time' };

/** The requests and answers of the manifest API of the OpenFeature CLI. */
export const MANIFEST_SCHEMAS: Readonly<Record<string, Schema>> = {
  ManifestFlag: object(
    {
      key: text,
      type,
      description: text,
      defaultValue: { description: 'What code gives when there is no answer.' },
    },
    'description',
  ),
  Manifest: object({ flags: list(ref('ManifestFlag')) }),
  ManifestFlagAnswer: object({ flag: ref('ManifestFlag'), updatedAt: instant }),
  ManifestDeletion: object({ message: text, archivedAt: instant }),
  ManifestError: object({ error: object({ message: text, status: { type: 'integer' } }) }),
  PushedFlag: object(
    {
      key: text,
      type,
      name: { ...text, description: 'Not kept.' },
      description: textOrNull,
      defaultValue: { description: 'Of the given type. An update without it keeps the default.' },
    },
    'name',
    'description',
    'defaultValue',
  ),
};
