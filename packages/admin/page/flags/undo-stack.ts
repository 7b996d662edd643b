/** A change of this page's that can be taken back. */
export interface Undoable {
  /** Takes it back. Never rejects: it tells itself what went wrong. */
  readonly undo: () => Promise<void>;
}

const MOST = 50;

const stack: Undoable[] = [];

/** Remembers a change as the last one. */
export function rememberUndo(change: Undoable): void {
  stack.push(change);
  if (stack.length > MOST) stack.shift();
}

/** Takes back this change, or the last one that was not taken back yet; `false` when there is none. */
export function undoChange(change: Undoable | undefined = stack.at(-1)): boolean {
  const at = change === undefined ? -1 : stack.indexOf(change);
  if (at === -1) return false;
  const [found] = stack.splice(at, 1);
  void found!.undo();
  return true;
}
