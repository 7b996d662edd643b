import type { FlagDefinition } from '@halyard/core';

const ON = new Set(['1', 'true', 'yes', 'on', 't', 'y']);

/** The texts that are plainly off (docs/flags.md, "Short text"); so is the empty text. */
const OFF = new Set(['0', 'false', 'no', 'off', 'f', 'n', '']);

/** Whether text is plainly off, as an operator would type it. */
export function isPlainlyOff(text: string): boolean {
  return OFF.has(text.trim().toLowerCase());
}

/** The definition that a stored text stands for. Text that is not understood is off. */
export function definitionOf(text: string): FlagDefinition {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return JSON.parse(trimmed) as FlagDefinition;
  const lower = trimmed.toLowerCase();
  if (ON.has(lower)) return {};
  const percent = /^(?:percentage:([0-9]+(?:\.[0-9]+)?)|([0-9]+(?:\.[0-9]+)?)%)$/.exec(lower);
  const share = Number(percent?.[1] ?? percent?.[2]);
  if (share <= 100) return { rules: [{ rollout: share }] };
  if (lower.startsWith('users:')) {
    const users = trimmed.slice('users:'.length).split(',');
    return { rules: [{ users: users.map((user) => user.trim()) }] };
  }
  return { enabled: false };
}
