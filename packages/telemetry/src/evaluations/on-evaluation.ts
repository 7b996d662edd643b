import type { Evaluation } from '@halyard/core';
import { messageOf } from '@halyard/core/store';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** The channel that core publishes each answer to. */
const CHANNEL = 'halyard:evaluation';

interface Published {
  readonly evaluation: Evaluation;
  readonly context: unknown;
  readonly service: object;
}

/** Calls `listener` for each answer of one service, with the context that it was for; returns the way to stop. */
export function onEvaluation(
  flags: object,
  listener: (evaluation: Evaluation, context: unknown) => void,
): () => void {
  let hasThrown = false;
  const listen = (message: unknown): void => {
    const { evaluation, context, service } = message as Published;
    if (service !== flags) return;
    try {
      listener(evaluation, context);
    } catch (error) {
      // Thrown on, it would end the process: a channel of Node reports it as an uncaught exception.
      if (!hasThrown) process.emitWarning(`telemetry of flags threw: ${messageOf(error)}`, 'HalyardWarning');
      hasThrown = true;
    }
  };
  subscribe(CHANNEL, listen);
  return () => void unsubscribe(CHANNEL, listen);
}
