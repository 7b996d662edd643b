/** The stored text of a flag as one reads it: JSON over several lines, short text as it is, nothing for none. */
export function readableText(text: string | null): string {
  if (text === null) return '';
  const trimmed = text.trim();
  if (!trimmed.startsWith('{')) return trimmed;
  try {
    return JSON.stringify(JSON.parse(trimmed), null, 2);
  } catch {
    return trimmed;
  }
}
