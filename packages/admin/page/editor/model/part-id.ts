let last = 0;

/** A unique number for a part of a form, to identify rules and conditions while they move. */
export function newPartId(): number {
  last += 1;
  return last;
}
