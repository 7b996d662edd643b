import type { FlagDefinition } from '@halyard/core';
import { Store } from '../state/observable.js';

/** A kill switch that is about to be switched on, and the callback for the user's decision. */
export interface PendingOutage {
  readonly name: string;
  /** What it stops, if the definition says so. */
  readonly description: string | undefined;
  readonly decide: (isConfirmed: boolean) => void;
}

/** The open question, if there is one. */
export const pendingOutage: Store<PendingOutage | undefined> = new Store<PendingOutage | undefined>(
  undefined,
);

/** Asks before a change switches a kill switch on. Resolves with whether the change may be made. */
export function confirmOutage(
  name: string,
  before: FlagDefinition | null | undefined,
  after: FlagDefinition | null,
): Promise<boolean> {
  if (after?.kind !== 'kill-switch' || !canBeOn(after) || canBeOn(before)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const decide = (isConfirmed: boolean): void => {
      pendingOutage.set(undefined);
      resolve(isConfirmed);
    };
    pendingOutage.set({ name, description: after.description, decide });
  });
}

function canBeOn(definition: FlagDefinition | null | undefined): boolean {
  if (definition === null || definition === undefined || definition.enabled === false) return false;
  return definition.rules !== undefined || definition.default !== false;
}
