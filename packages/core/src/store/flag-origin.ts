import type { Flag } from '../evaluation/flag.js';

/** Which layer of a backend has a flag. */
export interface FlagOrigin {
  /** The name of the layer, such as `redis`. */
  readonly layer: string;
  /** The place in that layer, for people: `"FORCE_CHECKOUT" in the environment`. @default the layer */
  readonly place?: string;
  /** Whether writes go to a layer below: they have no effect while this layer has the flag. */
  readonly precedesWrites: boolean;
}

const MAX_SHOWN = 60;

/** Why writes of a flag have no effect: `"FORCE_CHECKOUT" in the environment answers first: 'off'`. */
export function answersFirst({ layer, place = `layer ${layer}` }: FlagOrigin, { text }: Flag): string {
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
  return `${place} answers first: '${shown}'`;
}
