import type { Backend } from '@halyard/core';

/** The stored text of every flag in force, by name. */
export function texts(backend: Backend): Record<string, string> {
  // Not an assignment: a flag may be called __proto__.
  return Object.fromEntries([...backend.snapshot.flags].map(([name, flag]) => [name, flag.text]));
}

/**
 * Resolves as soon as `condition` holds: asked now, and at each notice of the backend. Rejects, with `what` and the
 * backend's status, when it does not within `ms`.
 */
function untilBackend(what: string, backend: Backend, condition: () => boolean, ms = 8000): Promise<void> {
  return new Promise((resolve, reject) => {
    if (condition()) return resolve();
    const late = setTimeout(() => {
      stop();
      const now = JSON.stringify({ status: backend.status(), texts: texts(backend) }).slice(0, 2000);
      reject(new Error(`waited ${ms} ms in vain: ${what}; now ${now}`));
    }, ms);
    const stop = backend.subscribe(() => {
      if (!condition()) return;
      stop();
      clearTimeout(late);
      resolve();
    });
  });
}

/** Resolves once the backend holds exactly these flags. */
export function untilHolds(
  backend: Backend,
  expected: Readonly<Record<string, string>>,
  ms?: number,
): Promise<void> {
  const wanted = Object.entries(expected);
  return untilBackend(
    `the flags are ${JSON.stringify(expected).slice(0, 500)}`,
    backend,
    () => {
      const { flags } = backend.snapshot;
      return flags.size === wanted.length && wanted.every(([name, text]) => flags.get(name)?.text === text);
    },
    ms,
  );
}

/** Resolves once the backend is in this state, with a reason that matches if one is given. */
export function untilState(
  backend: Backend,
  state: string,
  reason: RegExp = /(?:)/,
  ms?: number,
): Promise<void> {
  return untilBackend(
    `the state is ${state}, ${reason}`,
    backend,
    () => backend.status().state === state && reason.test(backend.status().reason ?? ''),
    ms,
  );
}
