import { styleText } from 'node:util';
import type { Terminal } from './terminal.js';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

/** Gives a text a style, where there are colours. */
export type Paint = (style: Style, text: string) => string;

/**
 * How to paint on a stream: with colours on a terminal that has them, plain elsewhere. `NO_COLOR` forbids them,
 * `FORCE_COLOR` asks for them everywhere; neither counts when it is empty, and `FORCE_COLOR=0` forbids them too.
 */
export function painter(stream: Terminal['stdout'], env: Terminal['env']): Paint {
  return hasColours(stream, env)
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_style, text) => text;
}

function hasColours(stream: Terminal['stdout'], env: Terminal['env']): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return stream.isTTY && env['TERM'] !== 'dumb';
}
