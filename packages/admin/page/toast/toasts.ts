import { Store } from '../state/observable.js';

/** An action of a message. */
export interface ToastAction {
  readonly text: string;
  readonly run: () => void;
}

/** A message with an optional action. */
export interface Toast {
  readonly id: number;
  readonly kind: 'done' | 'failed';
  readonly text: string;
  readonly actions?: readonly ToastAction[];
  /** Whether it stays until it is dismissed. @default true for `failed`, else false */
  readonly stays?: boolean;
}

const STAY_MS = 8000;
const AT_ONCE = 3;

/** The shown messages, newest last. */
export const toasts: Store<readonly Toast[]> = new Store<readonly Toast[]>([]);

let lastId = 0;

/** Shows a message for 8 seconds or until the next one. A message that stays is shown until it is dismissed. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  const id = ++lastId;
  toasts.set([...toasts.value.filter(isLasting), { ...toast, id }].slice(-AT_ONCE));
  if (!isLasting(toast)) setTimeout(() => dismissToast(id), STAY_MS);
}

/** Removes a message. */
export function dismissToast(id: number): void {
  toasts.set(toasts.value.filter((toast) => toast.id !== id));
}

function isLasting({ kind, stays = kind === 'failed' }: Omit<Toast, 'id'>): boolean {
  return stays;
}
