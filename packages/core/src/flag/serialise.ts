import type { FlagDefinition, Rule } from './definition.js';

/**
 * The canonical text of a valid definition: short text where there is one (`on`, `off`, `25%`,
 * `users:alice,bob`), else JSON. Reading it gives the definition back.
 */
export function serialise(definition: FlagDefinition): string {
  return shortText(definition) ?? JSON.stringify(definition);
}

function shortText(definition: FlagDefinition): string | undefined {
  const keys = Object.keys(definition);
  if (keys.length === 0) return 'on';
  if (keys.length > 1) return undefined;
  if (definition.enabled === false) return 'off';
  const [rule, ...more] = definition.rules ?? [];
  return rule === undefined || more.length > 0 ? undefined : shortRule(rule);
}

function shortRule(rule: Rule): string | undefined {
  if (Object.keys(rule).length !== 1) return undefined;
  const { rollout, users } = rule;
  // Short text has no exponents: 1e-7 stays JSON.
  if (typeof rollout === 'number') return String(rollout).includes('e') ? undefined : `${rollout}%`;
  return users !== undefined && users.length > 0 && users.every(isPlainKey)
    ? `users:${users.join(',')}`
    : undefined;
}

// A key that is still itself after splitting at commas, trimming and a journey through UTF-8.
function isPlainKey(user: string): boolean {
  // oxlint-disable-next-line no-control-regex -- to leave them out, in ranges as in name.ts
  return user !== '' && user === user.trim() && !/[,\u0000-\u001f\u007f-\u009f\ud800-\udfff]/u.test(user);
}
