import type { FlagUsage, FlagUse, FleetUsage } from '@halyard/core';
import { isObject, readJson } from '@halyard/core/store';
import { bodyText } from '../requests/body-text.js';
import type { HttpClient } from '../requests/http-client.js';

const PATH = '/api/v1/usage';

/** How many flags one request reports: its body must not be too large. */
const AT_ONCE = 1000;

/** Reports to the other Halyard which flags this process, or one that follows it, uses. */
export async function reportUsage(
  client: HttpClient,
  uses: readonly FlagUse[],
  signal: AbortSignal,
): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  for (let start = 0; start < uses.length; start += AT_ONCE) {
    const body = JSON.stringify({ uses: uses.slice(start, start + AT_ONCE) });
    const response = await client.send({ method: 'POST', path: PATH, headers, body, signal });
    if (response.status !== 204) throw await client.failure(response);
  }
}

/** Reads what all processes reported there; nothing where it is not kept. */
export async function readUsage(client: HttpClient, signal: AbortSignal): Promise<FleetUsage> {
  const response = await client.send({ path: PATH, signal });
  if (response.status === 501) {
    await response.body?.cancel();
    return { flags: new Map() };
  }
  if (response.status !== 200) throw await client.failure(response);
  const json = readJson(await bodyText(response));
  const { since, items } = 'value' in json && isObject(json.value) ? json.value : {};
  if (!Array.isArray(items)) throw new Error('the answer is not the use of flags of a Halyard');
  const flags = new Map(items.map(({ name, ...usage }: FlagUsage & { name: string }) => [name, usage]));
  return { ...(typeof since === 'number' ? { since } : {}), flags };
}
