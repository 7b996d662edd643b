// The tests check metrics, alert rules and the dashboard with Prometheus's own programs.
import { installPackage, succeeds } from './system-package.mjs';

/** Installs Prometheus with promtool if they are missing and can be installed. Throws with what to do where they can't. */
export function ensurePrometheus() {
  const areThere = () =>
    succeeds(process.env['PROMTOOL'] ?? 'promtool', ['--version']) &&
    succeeds(process.env['PROMETHEUS'] ?? 'prometheus', ['--version']);
  if (areThere()) return;
  installPackage('prometheus');
  if (areThere()) return;
  throw new Error(
    'the tests need Prometheus and promtool: install them (apt-get install prometheus) or set PROMETHEUS and PROMTOOL',
  );
}
