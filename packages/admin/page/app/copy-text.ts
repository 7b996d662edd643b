import { showToast } from '../toast/toasts.js';

/** Copies text and says so; where the browser does not allow it, shows the text instead. `what` is as in `link`. */
export async function copyText(what: string, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ kind: 'done', text: `The ${what} is copied` });
  } catch {
    // Browsers give the clipboard to pages of secure origins only.
    showToast({
      kind: 'failed',
      text: `The browser does not let this page copy. The ${what} is ${text}`,
    });
  }
}
