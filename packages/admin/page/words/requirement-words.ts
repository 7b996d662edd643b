import { listed } from '../editor/model/one-or-several.js';
import { type RequiresEntry, spelledRequirement } from '../editor/model/requirement.js';
import { wordList } from './word-list.js';

/** A requirement as a clause: `freeze is off`, `layout serves compact or rich`. */
export function requirementWords(entry: RequiresEntry): string {
  const { flag, variant, enabled } = spelledRequirement(entry);
  if (enabled === false) return `${flag} is off`;
  if (variant === undefined) return `${flag} is on`;
  return `${flag} serves ${wordList(listed(variant), 'or')}`;
}
