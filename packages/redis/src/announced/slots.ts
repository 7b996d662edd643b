/** A place for a watcher, as the helper key has it. */
export interface Slot {
  readonly holder: string;
  /** When the holder's last comparison was completed, in milliseconds of server time. */
  readonly comparedAt: number;
}

/** How many replicas watch the hash. */
export const SLOTS = 3;
/** How often a watcher compares at least. */
export const COMPARE_EVERY_MS = 5000;
/** A holder that has not compared for this long is frozen or cut off, though it may still be subscribed. */
export const SLOT_EXPIRY_MS = 15_000;

/**
 * Which slot a replica takes, if any: the first that has no holder, or whose holder has no subscriber on its own channel, or
 * has not compared for `SLOT_EXPIRY_MS`. A replica holds one slot at most. `serverTime` in milliseconds; a slot that was
 * compared later than that, because the clock was set back, counts as expired.
 */
export function slotToTake(
  caller: string,
  slots: readonly (Slot | undefined)[],
  subscribedHolders: ReadonlySet<string>,
  serverTime: number,
): number | undefined {
  if (slots.some((slot) => slot?.holder === caller)) return undefined;
  const free = Array.from({ length: SLOTS }, (_, index) => slots[index]).findIndex((slot) => {
    if (slot === undefined || !subscribedHolders.has(slot.holder)) return true;
    const age = serverTime - slot.comparedAt;
    return age < 0 || age >= SLOT_EXPIRY_MS;
  });
  return free === -1 ? undefined : free;
}
