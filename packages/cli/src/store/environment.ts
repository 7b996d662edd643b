import { parse } from 'dotenv';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf } from '@halyard/core/store';
import type { Terminal } from '../terminal/terminal.js';

/** The variables that Halyard reads. No other variable of a `.env` has an effect. */
const SETTINGS = [
  'REDIS_URL',
  'HALYARD_URL',
  'HALYARD_TOKEN',
  'HALYARD_READ_TOKEN',
  'HALYARD_EVALUATE_TOKEN',
  'HALYARD_METRICS_TOKEN',
  'HALYARD_PUBLIC_TOKEN',
  'HALYARD_UPSTREAM_TOKEN',
  'HALYARD_FROM_TOKEN',
  'HALYARD_TO_TOKEN',
  'HALYARD_PREVIEW_KEY',
  'HALYARD_PREVIEW_URL',
] as const;

/** The name of a variable that Halyard reads. */
export type Setting = (typeof SETTINGS)[number];

/** The values of the variables that are set. */
export type Settings = Readonly<Partial<Record<Setting, string>>>;

/**
 * The variables of the environment, with defaults from the file `.env` in the working directory. `note` receives the names
 * that come from there, because the file decides where the command connects, also in an untrusted folder. A token of the
 * environment is not for an address in the file.
 */
export function settingsOf(env: Terminal['env'], note: (text: string) => void): Settings {
  const file = dotEnv(note);
  const fromFile = SETTINGS.filter((name) => env[name] === undefined && file[name] !== undefined);
  if (fromFile.length > 0) note(`${resolve('.env')} sets ${fromFile.join(', ')}`);
  const isAddressOfFile = fromFile.includes('HALYARD_URL');
  if (isAddressOfFile && env['HALYARD_TOKEN'] !== undefined) {
    note(`HALYARD_TOKEN of the environment is not sent to the address in ${resolve('.env')}`);
  }
  const values = SETTINGS.map((name) => {
    const isToken = isAddressOfFile && name === 'HALYARD_TOKEN';
    return [name, isToken ? file[name] : (env[name] ?? file[name])] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function dotEnv(note: (text: string) => void): Readonly<Record<string, string>> {
  try {
    return parse(readFileSync('.env', 'utf8'));
  } catch (error) {
    // A folder of this name is usually a virtual environment of Python.
    if (!['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      note(`${resolve('.env')} can't be read: ${messageOf(error)}`);
    return {};
  }
}
