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
  return { problem: problemIn(json.value), invalid: JSON.stringify(json.value['invalid'] ?? []) };
}

function problemIn({ state, reason, problem }: Readonly<Record<string, unknown>>): string | undefined {
  if (state === 'stale' || state === 'failed') {
    return `is ${state} itself${typeof reason === 'string' ? `: ${reason}` : ''}`;
  }
  // In a chain of relays, the trouble can be further up.
  return typeof problem === 'string' ? `reports: ${problem}` : undefined;
}
