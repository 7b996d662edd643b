const SHOWN = 4;

/** A list in a sentence: `a`, `a and b`, `a, b and c`. A long list has the first four and the number of others. */
export function wordList(words: readonly string[], joint = 'and'): string {
  if (words.length > SHOWN + 1) {
    return `${words.slice(0, SHOWN).join(', ')} ${joint} ${words.length - SHOWN} more`;
  }
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}

/** A count with its noun: `1 flag`, `2 flags`, `2,000 flags`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** The text with a full stop, unless it already ends with a mark. */
export function ended(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

/** The text with a capital first letter. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
