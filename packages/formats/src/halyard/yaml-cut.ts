/** One flag in the text of a YAML file. Header, sections and trailer joined are the whole text again. */
export interface YamlCut {
  /** The comments directly above it. */
  readonly lead: string;
  readonly body: string;
  /** The blank lines below it, which may be part of a block of text. */
  readonly tail: string;
  /** Where `body` begins in the whole text. */
  readonly offset: number;
}

/** The text of a YAML file, cut before each line that begins with a key in its first column. */
export interface YamlCuts {
  /** What is about the file: a byte order mark, `---`, and comments up to a blank line. */
  readonly header: string;
  readonly sections: readonly YamlCut[];
  /** The comments below the last flag. */
  readonly trailer: string;
}

const START_OF_DOCUMENT = /---[ \t]*(?:#.*)?\r?(?:\n|$)/y;
const BLANK_LINES = /(?:[ \t]*\r?\n)*(?:[ \t\r]+$)?/y;
/** What begins a line in the first column without a new key: blanks, a comment, an item of a list, a closing bracket. */
const NO_KEY = /[ \t\r\n#\]}]|-(?=[ \t\r\n]|$)/y;
/** A key on lines of its own, brackets around all flags, another document. */
const NOT_CUT = /[{[]|(?:[?:]|---|\.\.\.)(?=[ \t\r\n]|$)/y;
const UP_TO_BLANK_LINE = /^[^]*\n[ \t]*\r?\n/;

/** Cuts a text; `undefined` for one that is not written with one key below the other in the first column. */
export function cutYaml(text: string): YamlCuts | undefined {
  const headerStart = startOfComments(text);
  const bodies: { start: number; end: number }[] = [];
  for (let start = headerStart; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline + 1;
    const isContent = text[start] !== '#' && text.slice(start, end).trim() !== '';
    if (isContent) {
      const isInside = isAt(NO_KEY, text, start);
      if (isAt(NOT_CUT, text, start) || (isInside && bodies.length === 0)) return undefined;
      if (isInside) bodies.at(-1)!.end = end;
      else bodies.push({ start, end });
    }
    start = end;
  }
  if (bodies.length === 0) return { header: text, sections: [], trailer: '' };
  const before = text.slice(headerStart, bodies[0]!.start);
  const about = UP_TO_BLANK_LINE.exec(before)?.[0] ?? '';
  let leadStart = headerStart + about.length;
  const header = text.slice(0, leadStart);
  const sections = bodies.map(({ start, end }) => {
    isAt(BLANK_LINES, text, end);
    const tailEnd = BLANK_LINES.lastIndex;
    const lead = text.slice(leadStart, start);
    leadStart = tailEnd;
    return { lead, body: text.slice(start, end), tail: text.slice(end, tailEnd), offset: start };
  });
  return { header, sections, trailer: text.slice(leadStart) };
}

function startOfComments(text: string): number {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  // Comments may come before the start of the document.
  for (let line = start; line < text.length;) {
    if (isAt(START_OF_DOCUMENT, text, line)) return START_OF_DOCUMENT.lastIndex;
    if (!/[#\r\n]/.test(text[line]!)) break;
    const newline = text.indexOf('\n', line);
    line = newline === -1 ? text.length : newline + 1;
  }
  return start;
}

function isAt(pattern: RegExp, text: string, offset: number): boolean {
  pattern.lastIndex = offset;
  return pattern.test(text);
}
