import { UntranslatableError } from '../untranslatable-error.js';

/** The attribute for a field of Unleash's context. Its user is our targeting key; its properties are attributes. */
export function attributePath(path: string, field: string): string {
  if (field === 'userId') return 'targetingKey';
  if (field !== '' && !field.startsWith('$')) return field;
  throw new UntranslatableError(path, `no attribute can have the name ${JSON.stringify(field)}`);
}
