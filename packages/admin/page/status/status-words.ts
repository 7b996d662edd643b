import type { BackendStatus, InvalidFlag, OverrideStatus } from '@halyard/core';
import { valueWords } from '../words/value-words.js';
import { clockWords } from '../words/time-words.js';
import { capitalised } from '../words/word-list.js';

/** The meaning of a layer's state for the flags, in words, and what else does not work. */
export function layerSentence(layer: BackendStatus, now: number): string {
  const { problem } = layer;
  const state = stateSentence(layer, now);
  return problem === undefined ? state : `${state} ${capitalised(withoutStop(problem))}.`;
}

function stateSentence({ state, since, reason, flags }: BackendStatus, now: number): string {
  const because = reason === undefined ? '' : `: ${withoutStop(reason)}`;
  const when = clockWords(since, now);
  switch (state) {
    case 'live':
      return 'Live: changes arrive at once.';
    case 'polling':
      return `Looks for changes at intervals since ${when}${because}.`;
    case 'stale':
      return `Stale since ${when}${because}. The ${flags === 1 ? 'one flag' : `${flags} flags`} last known ${flags === 1 ? 'is' : 'are'} served.`;
    default:
      return `Never read, since ${when}${because}. It serves nothing until it is read.`;
  }
}

const SERVING: Readonly<Record<InvalidFlag['serving'], string>> = {
  previous: '; its last valid definition stays in force',
  // The problem already says it.
  off: '',
  definition: '; rules that refer to it match no one',
  nothing: "; a layer below answers instead, or the caller's default",
};

/** The problem of a flag's stored text, and what answers instead. */
export function invalidSentence({ problem, serving }: InvalidFlag): string {
  return `${capitalised(problem)}${SERVING[serving]}`;
}

/** An override in the server's process: its value, time, actor and reason. */
export function overrideSentence(
  { override, since, actor, reason, problem }: OverrideStatus,
  now: number,
): string {
  const value = typeof override === 'object' ? override.value : override;
  const by = actor === undefined ? '' : ` by ${actor}`;
  const why = reason === undefined ? '' : `: ${withoutStop(reason)}`;
  const effect = problem === undefined ? '' : ` It has no effect: ${withoutStop(problem)}.`;
  return `${capitalised(valueWords(value))} since ${clockWords(since, now)}${by}${why}.${effect}`;
}

/** The innermost layers that are stale or failed. */
export function troubledLayers(status: BackendStatus): BackendStatus[] {
  const inner = [...(status.layers ?? []), ...(status.copies ?? [])].flatMap(troubledLayers);
  if (inner.length > 0) return inner;
  return status.state === 'stale' || status.state === 'failed' ? [status] : [];
}

/** A stale or failed layer, as a sentence with its name. */
export function troubleSentence(layer: BackendStatus, now: number): string {
  return `${capitalised(layer.name)}: ${layerSentence(layer, now)}`;
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
