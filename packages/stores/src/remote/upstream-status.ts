import { isObject, readJson } from '@halyard/core/store';

/** What the status of the followed Halyard says. */
export interface UpstreamStatus {
  /** What does not work there, as the end of a sentence. */
  readonly problem: string | undefined;
  /** Changes whenever the invalid flags do: no other event tells that a stored text became invalid. */
  readonly invalid: string;
}

/** Reads the data of a `status` event. */
export function upstreamStatus(data: string): UpstreamStatus | undefined {
  const json = readJson(data);
  if (!('value' in json) || !isObject(json.value)) return undefined;
  const { state, reason, invalid } = json.value;
  const isAway = state === 'stale' || state === 'failed';
  const why = typeof reason === 'string' ? `: ${reason}` : '';
  return {
    problem: isAway ? `is ${state} itself${why}` : undefined,
    invalid: JSON.stringify(invalid ?? []),
  };
}
