/**
 * Calls `call` with each subject in turn and counts what is on. Imported once a scenario, as `loop.mjs?<scenario>`, so that
 * each has a loop of its own: what the compiler learns in one must not slow down the next.
 */
export function loop(call, subjects, count) {
  let at = 0;
  let on = 0;
  for (let i = 0; i < count; i++) {
    if (call(subjects[at])) on++;
    if (++at === subjects.length) at = 0;
  }
  return on;
}

/** The same for calls that answer with a promise. */
export async function awaitingLoop(call, subjects, count) {
  let at = 0;
  let on = 0;
  for (let i = 0; i < count; i++) {
    if (await call(subjects[at])) on++;
    if (++at === subjects.length) at = 0;
  }
  return on;
}
