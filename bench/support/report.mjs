import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { machineFacts } from './machine.mjs';
import { parts } from '../parts.mjs';
import { table } from './table.mjs';

const file = new URL('../RESULTS.md', import.meta.url);
const INTRODUCTION = `# Results

Written by \`npm run bench\`; [README.md](README.md) says what is measured and how. Only ratios within one run compare:
absolute figures drift with the machine.
`;

/** Prints a part's first table and, unless `quick`, how far the numbers to hold are met. */
export function printPart({ title }, { about, tables: [first], bars = [] }, quick) {
  console.log(`\n${title}\n${about}\n\n${first.title}\n${first.text}`);
  if (first.note !== undefined) console.log(first.note);
  if (bars.length > 0 && !quick) console.log(`\n${barTable(bars)}`);
}

/** Puts a part's section into RESULTS.md in place of an earlier one; the other parts' stay. */
export function writePart(name, part, result) {
  const sections = readSections();
  sections.set(name, section(part, result));
  const known = Object.keys(parts).filter((each) => sections.has(each));
  const texts = known.map((each) => `${marker(each)}\n${sections.get(each)}`);
  writeFileSync(file, [INTRODUCTION, ...texts].join('\n'));
}

function readSections() {
  if (!existsSync(file)) return new Map();
  const [, ...pieces] = readFileSync(file, 'utf8').split(/^<!-- part: ([\w-]+) -->\n/m);
  return new Map(
    pieces.flatMap((piece, i) => (i % 2 === 0 ? [[piece, `${pieces[i + 1].trimEnd()}\n`]] : [])),
  );
}

function section({ title }, { about, tables, bars = [] }) {
  const date = new Date().toISOString().slice(0, 10);
  const blocks = [`## ${title}`, `${date}; ${machineFacts()}. ${about}`];
  if (bars.length > 0) blocks.push(barTable(bars));
  for (const each of tables) {
    blocks.push(`### ${each.title}`, each.text);
    if (each.note !== undefined) blocks.push(each.note);
  }
  return `${blocks.join('\n\n')}\n`;
}

function barTable(bars) {
  const rows = bars.map(({ what, hold, measured, met }) => [what, hold, measured, met ? 'yes' : 'no']);
  return table(['to hold', 'at', 'measured', 'met'], rows);
}

function marker(name) {
  return `<!-- part: ${name} -->`;
}
