import { showToast } from '../toast/toasts.js';

/** Copies text and confirms it. If the browser does not allow it, shows the text instead. `what` is a noun such as `link`. */
export async function copyText(what: string, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ kind: 'done', text: `The ${what} is copied` });
  } catch {
    // Browsers allow the clipboard only on pages of secure origins.
    showToast({
      kind: 'failed',
      text: `The browser does not let this page copy. The ${what} is ${text}`,
    });
  }
}
