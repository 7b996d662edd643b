// What the OpenFeature CLI expects, stated for these tests after its published descriptions (2026-11):
// schema/v0/flag-manifest.json and api/v0/sync.yaml of https://github.com/open-feature/cli.

const flag = (flagType: string, defaultValue: object): object => ({
  type: 'object',
  properties: { flagType: { const: flagType }, defaultValue, description: { type: 'string' } },
  required: ['flagType', 'defaultValue'],
});

/** A manifest file. */
export const MANIFEST_FILE: object = {
  type: 'object',
  required: ['flags'],
  properties: {
    flags: {
      type: 'object',
      patternProperties: {
        '^.{1,}$': {
          oneOf: [
            flag('boolean', { type: 'boolean' }),
            flag('string', { type: 'string' }),
            flag('integer', { type: 'integer' }),
            flag('float', { type: 'number' }),
            flag('object', {}),
          ],
        },
      },
      additionalProperties: false,
    },
  },
};

const manifestFlag = {
  type: 'object',
  required: ['key', 'type', 'defaultValue'],
  properties: {
    key: { type: 'string' },
    name: { type: 'string' },
    // The description forgets floats, which the CLI sends and reads all the same.
    type: { enum: ['boolean', 'string', 'integer', 'object', 'float'] },
    description: { type: ['string', 'null'] },
    defaultValue: { type: ['boolean', 'string', 'number', 'object', 'array'] },
  },
};

/** The answers of the manifest API. */
export const SYNC_ANSWERS = {
  envelope: {
    type: 'object',
    required: ['flags'],
    properties: { flags: { type: 'array', items: manifestFlag } },
  },
  flag: {
    type: 'object',
    required: ['flag', 'updatedAt'],
    properties: {
      flag: manifestFlag,
      updatedAt: { type: 'string', pattern: String.raw`^\d{4}-\d\d-\d\dT.*Z$` },
    },
  },
  archived: {
    type: 'object',
    required: ['message', 'archivedAt'],
    properties: { message: { type: 'string' }, archivedAt: { type: ['string', 'null'] } },
  },
  error: {
    type: 'object',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['message', 'status'],
        properties: { message: { type: 'string' }, status: { type: 'integer' } },
      },
    },
  },
} as const satisfies Readonly<Record<string, object>>;
