import { pick } from '../support/seeded-random.js';

/** What a soak does, or what happens and passes. */
export interface Action<Stage> {
  readonly name: string;
  /** How often it is chosen, beside the others. */
  readonly weight: number;
  run(stage: Stage): Promise<unknown>;
}

/** What random actions need to know. */
export interface RandomStage {
  /** From 0 up to, and without, 1. */
  readonly random: () => number;
}

const ACTIONS_BETWEEN_CHECKS = 25;

/**
 * Does one action after another for so many seconds, each chosen by its weight. Calls `check` with the names of those done,
 * every 25 of them and at the end. Resolves with the names.
 */
export async function actAtRandom<Stage extends RandomStage>(
  actions: readonly Action<Stage>[],
  stage: Stage,
  seconds: number,
  check: (done: readonly string[]) => Promise<void>,
): Promise<readonly string[]> {
  const choices = actions.flatMap((action) => Array.from({ length: action.weight }, () => action));
  const done: string[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const action = pick(stage.random, choices);
    done.push(action.name);
    await action.run(stage);
    if (done.length % ACTIONS_BETWEEN_CHECKS === 0) await check(done);
  }
  await check(done);
  return done;
}
