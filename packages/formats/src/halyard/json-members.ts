/** Where one member of a JSON object stands in its text: from its key's first character to after its value's last. */
export interface JsonMember {
  readonly name: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

const BLANK = /[\s,:]*/y;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const SCALAR = /[^\s,\]}]+/y;
const TO_BRACKET = /[^"[\]{}]*/y;

/** The members of the object that `text` is. The text must have passed `JSON.parse`. */
export function jsonMembers(text: string): JsonMember[] {
  const members: JsonMember[] = [];
  let offset = after(BLANK, text, text.indexOf('{') + 1);
  while (text[offset] !== '}') {
    const start = offset;
    const keyEnd = after(STRING, text, start);
    const valueStart = after(BLANK, text, keyEnd);
    const end = valueEnd(text, valueStart);
    members.push({ name: JSON.parse(text.slice(start, keyEnd)) as string, start, valueStart, end });
    offset = after(BLANK, text, end);
  }
  return members;
}

function valueEnd(text: string, start: number): number {
  if (text[start] === '"') return after(STRING, text, start);
  if (text[start] !== '{' && text[start] !== '[') return after(SCALAR, text, start);
  let open = 0;
  for (let offset = start; ;) {
    const found = text[offset];
    if (found === '"') offset = after(STRING, text, offset);
    else {
      if (found === '{' || found === '[') open++;
      if (found === '}' || found === ']') open--;
      offset++;
      if (open === 0) return offset;
    }
    offset = after(TO_BRACKET, text, offset);
  }
}

function after(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  pattern.test(text);
  return pattern.lastIndex;
}
