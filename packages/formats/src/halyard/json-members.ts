/** Where one member of a JSON object stands in its text: from its key's first character to after its value's last. */
export interface JsonMember {
  readonly name: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

const BLANK = /[ \t\n\r]*/y;
const OPEN = /\uFEFF?[ \t\n\r]*\{[ \t\n\r]*/y;
const COLON = /[ \t\n\r]*:[ \t\n\r]*/y;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const SCALAR = /[^\s,\]}]+/y;
const TO_BRACKET = /[^"[\]{}]*/y;

/**
 * The members of the object that `text` is, one after the other. Throws for a text that is not shaped like an object; what
 * stands between the brackets of a value is not looked at.
 */
export function* jsonMembers(text: string): Generator<JsonMember, void> {
  let offset = after(OPEN, text, 0);
  while (text[offset] !== '}') {
    const start = offset;
    const keyEnd = after(STRING, text, start);
    const valueStart = after(COLON, text, keyEnd);
    const end = valueEnd(text, valueStart);
    yield { name: JSON.parse(text.slice(start, keyEnd)) as string, start, valueStart, end };
    offset = after(BLANK, text, end);
    if (text[offset] === '}') break;
    if (text[offset] !== ',') throw new SyntaxError(`no comma at ${offset}`);
    offset = after(BLANK, text, offset + 1);
    if (text[offset] === '}') throw new SyntaxError(`a comma before the end at ${offset}`);
  }
  if (after(BLANK, text, offset + 1) < text.length) throw new SyntaxError(`more than an object at ${offset}`);
}

function valueEnd(text: string, start: number): number {
  if (text[start] === '"') return after(STRING, text, start);
  if (text[start] !== '{' && text[start] !== '[') return after(SCALAR, text, start);
  let open = 0;
  for (let offset = start; offset < text.length;) {
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
  throw new SyntaxError('the text ends inside a value');
}

function after(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  if (!pattern.test(text)) throw new SyntaxError(`not JSON at ${offset}`);
  return pattern.lastIndex;
}
