import { HalyardError } from '../base/errors.js';
import { show } from '../base/options.js';
import type { Backend } from './backend.js';

/** Throws `INVALID_OPTION` unless `value`, which was given to `owner`, is a backend. */
export function checkBackend(owner: string, value: unknown): asserts value is Backend {
  if (has(value, 'snapshot') && has(value, 'open') && has(value, 'subscribe')) return;
  const received = has(value, 'load') ? 'a store: pass new StoreBackend(store)' : show(value);
  throw new HalyardError(
    'INVALID_OPTION',
    `${owner}: needs a backend, such as new MemoryBackend(), received ${received}`,
  );
}

/** The same for a list of backends. */
export function checkBackends(owner: string, value: unknown): asserts value is readonly Backend[] {
  if (!Array.isArray(value)) {
    throw new HalyardError(
      'INVALID_OPTION',
      `${owner}: needs a list, such as [new EnvBackend(), new MemoryBackend()], received ${show(value)}`,
    );
  }
  for (const backend of value) checkBackend(owner, backend);
}

function has(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && key in value;
}
