import { readFileSync } from 'node:fs';
import os from 'node:os';

/** One line of facts about the machine and the runtime that figures depend on; nothing that says whose machine it is. */
export function machineFacts() {
  const processors = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return [
    `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown processor'}`,
    `${memory} GiB`,
    operatingSystem(),
    `Node ${process.versions.node} (V8 ${process.versions.v8})`,
  ].join(', ');
}

function operatingSystem() {
  try {
    return /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))[1];
  } catch {
    return `${os.type()} ${os.release()}`;
  }
}
