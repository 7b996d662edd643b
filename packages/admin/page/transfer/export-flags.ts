import { api } from '../api.js';
import { sentenceOf } from '../http/problem-error.js';
import { showToast } from '../toast/toasts.js';

/** Downloads all flags and segments as a file. Reports errors itself and never rejects. */
export async function exportFlags(): Promise<void> {
  try {
    download(`${JSON.stringify(await api.export(), null, 2)}\n`);
  } catch (error) {
    showToast({ kind: 'failed', text: `Could not export. ${sentenceOf(error)}` });
  }
}

// Uses fetch, because a link could not send the token.
function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'flags.json';
  link.click();
  URL.revokeObjectURL(url);
}
