/** A change made by this page that can be undone. */
export interface Undoable {
  /** Undoes the change. Reports errors itself and never rejects. */
  readonly undo: () => Promise<void>;
}

const MOST = 50;

const stack: Undoable[] = [];

/** Remembers a change as the last one. */
export function rememberUndo(change: Undoable): void {
  stack.push(change);
  if (stack.length > MOST) stack.shift();
}

/** Undoes this change, or the last one that is not undone yet; `false` if there is none. */
export function undoChange(change: Undoable | undefined = stack.at(-1)): boolean {
  const at = change === undefined ? -1 : stack.indexOf(change);
  if (at === -1) return false;
  const [found] = stack.splice(at, 1);
  void found!.undo();
  return true;
}
