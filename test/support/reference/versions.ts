/** Below, at or above 0 as an attribute is an earlier, the same or a later version. */
export function versionOrder(value: unknown, operand: string): number {
  const text =
    typeof value === 'number' ? String(value) : typeof value === 'string' && value !== '' ? value : '0';
  const [a, b] = [versionKey(text), versionKey(operand)];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    // A pre-release that ends sooner comes first; a release ends with what comes after everything.
    const [x, y] = [a[i], b[i]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    if (x !== y) return comparePart(x, y);
  }
  return 0;
}

/** Three parts, then those of the pre-release, or the mark of a release. */
function versionKey(text: string): string[] {
  const [plain] = text.replace(/^v/, '').split('+') as [string];
  const parts = plain.split(/(?=[-.])/).map((part, i) => ({
    text: (i === 0 && !/^[-.]/.test(part) ? part : part.slice(1)).replace(/^0+(?=[0-9]+$)/, ''),
    hyphen: part.startsWith('-'),
  }));
  if (/^[-.]/.test(plain)) parts.unshift({ text: '', hyphen: false });
  let core = parts.findIndex(({ text: part, hyphen }, i) => i > 0 && hyphen && !/^[0-9]+$/.test(part));
  core = Math.min(core < 0 ? parts.length : core, 3);
  const texts = parts.map((part) => part.text);
  const release = [...texts.slice(0, core), '0', '0', '0'].slice(0, 3);
  return [...release, ...(texts.length > core ? texts.slice(core) : [RELEASE])];
}

const RELEASE = '\u{10ffff}';

function comparePart(a: string, b: string): number {
  if (a === RELEASE || b === RELEASE) return a === RELEASE ? 1 : -1;
  const [x, y] = [/^[0-9]+$/.test(a), /^[0-9]+$/.test(b)];
  if (x && y) return BigInt(a) < BigInt(b) ? -1 : 1;
  if (x !== y) return x ? -1 : 1;
  return a < b ? -1 : 1;
}
