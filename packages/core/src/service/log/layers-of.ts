import type { BackendStatus } from '../../store/backend.js';

/** A layer that reads a store by itself. */
export interface PlacedLayer {
  /** Which of the layers it is: layers may have the same name. */
  readonly place: string;
  readonly layer: BackendStatus;
  /** It gets what is written elsewhere, and answers nothing. */
  readonly isCopy: boolean;
}

/** The innermost layers of a backend, first asked first, with the copies. */
export function* layersOf(status: BackendStatus, place = '', isCopy = false): Iterable<PlacedLayer> {
  const { layers, copies = [] } = status;
  if (layers === undefined) yield { place, layer: status, isCopy };
  for (const [i, layer] of (layers ?? []).entries()) yield* layersOf(layer, `${place}/${i}`, isCopy);
  for (const [i, copy] of copies.entries()) yield* layersOf(copy, `${place}/copy${i}`, true);
}
