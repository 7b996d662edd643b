import { Store } from '../store/store.js';

/** A message that goes by itself, with at most one thing to do about it. */
export interface Toast {
  readonly id: number;
  readonly kind: 'done' | 'failed';
  readonly text: string;
  readonly action?: { readonly text: string; readonly run: () => void };
}

const STAY_MS = 8000;
const AT_ONCE = 3;

/** The messages that are shown, the newest last. */
export const toasts: Store<readonly Toast[]> = new Store<readonly Toast[]>([]);

let lastId = 0;

/**
 * Shows a message for 8 seconds or until the next thing is done; one that something failed stays until it is dismissed.
 */
export function showToast(toast: Omit<Toast, 'id'>): void {
  const id = ++lastId;
  const others = toasts.value.filter(({ kind }) => kind === 'failed');
  toasts.set([...others, { ...toast, id }].slice(-AT_ONCE));
  if (toast.kind === 'done') setTimeout(() => dismissToast(id), STAY_MS);
}

/** Takes a message away. */
export function dismissToast(id: number): void {
  toasts.set(toasts.value.filter((toast) => toast.id !== id));
}
