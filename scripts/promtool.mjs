// The tests check metrics and alert rules with Prometheus's own program.
import { installPackage, succeeds } from './system-package.mjs';

/** Installs promtool if it is missing and can be installed. Throws with what to do where it can't. */
export function ensurePromtool() {
  const isThere = () => succeeds(process.env['PROMTOOL'] ?? 'promtool', ['--version']);
  if (isThere()) return;
  installPackage('prometheus');
  if (isThere()) return;
  throw new Error('the tests need promtool: install it (apt-get install prometheus) or set PROMTOOL');
}
