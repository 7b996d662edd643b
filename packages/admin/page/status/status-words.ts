import type { BackendStatus, InvalidFlag, OverrideStatus } from '@halyard/core';
import { valueWords } from '../words/value-words.js';
import { clockWords } from '../words/time-words.js';
import { capitalised } from '../words/word-list.js';

/** What the state of a backend layer means for the flags, in a sentence or two. */
export function stateSentence({ state, since, reason, flags }: BackendStatus, now: number): string {
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
  // The problem says so itself.
  off: '',
  definition: '; rules that refer to it match no one',
  nothing: "; a layer below answers instead, or the caller's default",
};

/** What is wrong with a flag's stored text, and what answers instead. */
export function invalidSentence({ problem, serving }: InvalidFlag): string {
  return `${capitalised(problem)}${SERVING[serving]}`;
}

/** What the server's process answers for a flag, whatever is stored: since when, by whom and why. */
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

/** Every layer that needs attention: the innermost ones that are stale or failed. */
export function troubledLayers(status: BackendStatus): BackendStatus[] {
  const inner = [...(status.layers ?? []), ...(status.copies ?? [])].flatMap(troubledLayers);
  if (inner.length > 0) return inner;
  return status.state === 'stale' || status.state === 'failed' ? [status] : [];
}

/** A layer in trouble, in a sentence that names it. */
export function troubleSentence(layer: BackendStatus, now: number): string {
  return `${capitalised(layer.name)}: ${stateSentence(layer, now)}`;
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
