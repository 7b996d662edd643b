import { styleText } from 'node:util';
import type { Terminal } from './terminal.js';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

/** Styles a text if colours are enabled. */
export type Paint = (style: Style, text: string) => string;

/**
 * The painter for a stream. Colours are enabled on a terminal that has them. `NO_COLOR` disables them, `FORCE_COLOR`
 * enables them everywhere, and `FORCE_COLOR=0` disables them. An empty variable is ignored.
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
