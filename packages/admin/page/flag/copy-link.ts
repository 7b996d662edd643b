import { showToast } from '../toast/toasts.js';

/** Copies the address of what is shown. */
export async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href);
    showToast({ kind: 'done', text: 'The link is copied' });
  } catch {
    // Browsers give the clipboard to pages of secure origins only.
    showToast({
      kind: 'failed',
      text: `The browser does not let this page copy. The link is ${location.href}`,
    });
  }
}
