/** Every value whose text is this one, for systems that compare the text of a value. */
export function valuesOfText(text: string): (string | number | boolean)[] {
  const number = Number(text);
  return [text, number, true, false].filter(
    (value) => String(value) === text && (typeof value !== 'number' || Number.isFinite(value)),
  );
}
