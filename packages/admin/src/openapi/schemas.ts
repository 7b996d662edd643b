import { flagJsonSchema } from '@halyard/core/store';
import type { Schema } from '../http/route.js';
import { EXPLANATION_SCHEMAS } from './explanation-schemas.js';
import { MANIFEST_SCHEMAS } from './manifest-schemas.js';
import { OFREP_SCHEMAS } from './ofrep-schemas.js';
import { RECORD_SCHEMAS } from './record-schemas.js';
import { ref } from './schema-parts.js';
import { TRANSFER_SCHEMAS } from './transfer-schemas.js';
import { USAGE_SCHEMAS } from './usage-schemas.js';

/** All schemas that routes refer to, by name. */
export function componentSchemas(): Readonly<Record<string, Schema>> {
  return {
    ...definitionSchemas(),
    ...RECORD_SCHEMAS,
    ...EXPLANATION_SCHEMAS,
    ...TRANSFER_SCHEMAS,
    ...USAGE_SCHEMAS,
    ...OFREP_SCHEMAS,
    ...MANIFEST_SCHEMAS,
  };
}

/** The schema of a definition from core. Each part becomes a component: `rule` becomes `Rule`. */
function definitionSchemas(): Record<string, Schema> {
  const {
    $schema: _,
    title: __,
    $defs,
    ...definition
  } = JSON.parse(
    JSON.stringify(flagJsonSchema()).replaceAll(/"#\/\$defs\/(\w+)"/g, (_all, name: string) =>
      JSON.stringify(ref(nameOf(name)).$ref),
    ),
  ) as Record<string, Schema>;
  const parts = Object.entries($defs ?? {}).map(([name, schema]) => [nameOf(name), schema as Schema]);
  return { FlagDefinition: definition, ...Object.fromEntries(parts) };
}

function nameOf(name: string): string {
  return name[0]!.toUpperCase() + name.slice(1);
}
