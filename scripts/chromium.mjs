// The tests of the page drive a real browser: Chromium or Chrome as the system has it, never one that an npm package
// downloads.
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { installPackage, succeeds } from './system-package.mjs';

const { CHROMIUM_PATH, PATH = '' } = process.env;
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const APPS = ['Google Chrome', 'Chromium'].map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);

/** Sees to it that Chromium or Chrome can be started; throws a sentence saying what to install. */
export function ensureChromium() {
  if (findChromium() === undefined && !CHROMIUM_PATH) installPackage('chromium');
  if (findChromium() !== undefined) return;
  const found = CHROMIUM_PATH ? `${CHROMIUM_PATH} can't be started` : 'there is none that can be started';
  throw new Error(
    `the tests of the page need Chromium or Chrome, and ${found}. Install it with \`apt-get install chromium\` ` +
      '(Debian), `brew install --cask chromium` (macOS), `apk add chromium` (Alpine) or `dnf install chromium` ' +
      '(Fedora), or set CHROMIUM_PATH to the program to use.',
  );
}

/** Starts a browser without a window that keeps quiet and depends on nothing of the machine; the caller closes it. */
export async function launchChromium() {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('there is no Chromium: node scripts/setup.mjs --chromium');
  // Loaded late: setup.mjs imports this file before node_modules exists.
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath,
    args: [
      // As root the sandbox doesn't start.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The path of the browser: `$CHROMIUM_PATH`, else the first that can be started; `undefined` when there is none. */
function findChromium() {
  const programs = CHROMIUM_PATH ? [CHROMIUM_PATH] : [...onPath(), ...installedApps()];
  return programs.find((program) => isExecutable(program) && succeeds(program, ['--version']));
}

function onPath() {
  const folders = PATH.split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function installedApps() {
  return process.platform === 'darwin' ? APPS.flatMap((app) => [app, join(homedir(), app)]) : [];
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
