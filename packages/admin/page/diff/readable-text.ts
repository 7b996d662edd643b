/** The stored text of a flag for display: JSON on several lines, short text unchanged, empty if the flag is missing. */
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
