let last = 0;

/** A number that no other part of any form has, to tell rules and conditions apart while they move. */
export function newPartId(): number {
  last += 1;
  return last;
}
