import { parse } from 'dotenv';
import { readFileSync } from 'node:fs';
import type { Terminal } from '../terminal/terminal.js';

/** The environment, with defaults from the file `.env` in the working directory. */
export function environment(env: Terminal['env']): Readonly<Record<string, string | undefined>> {
  return { ...dotEnv(), ...env };
}

function dotEnv(): Readonly<Record<string, string>> {
  try {
    return parse(readFileSync('.env', 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
