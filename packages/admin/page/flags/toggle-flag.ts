import { api } from '../api.js';
import { copyText } from '../app/copy-text.js';
import { openConflict, theirsOf } from '../conflict/conflicts.js';
import { confirmOutage } from '../outage/confirm-outage.js';
import { sentenceOf } from '../http/problem-error.js';
import type { FlagRecord } from '../records.js';
import { showToast } from '../toast/toasts.js';
import { whileBusy } from './busy-flags.js';
import { definitionText } from './definition-text.js';
import { flagStore, putFlag, putFlags } from './flag-store.js';
import { storeChange, tellDone } from './store-change.js';
import { switched } from './switched.js';
import { switchedWords } from './switched-words.js';

/**
 * Enables or disables a flag: at once on the page, then on the server. A rejected change is rolled back with a message. If
 * another user changed the flag first, shows both versions. Asks before it starts an outage. Never rejects.
 */
export async function toggleFlag(record: FlagRecord, on: boolean): Promise<void> {
  const { name, version } = record;
  const shown = switched(record, on);
  const wanted = `switch it ${on ? 'on' : 'off'}`;
  if (on && !(await confirmOutage(name, undefined, shown.definition))) return;
  putFlag(shown);
  await whileBusy(name, async () => {
    try {
      const saved = await (on ? api.enable : api.disable)(name, { ifMatch: version });
      replace(shown, saved);
      const { replaced } = saved;
      tellDone(
        switchedWords(saved, on, !record.stored),
        name,
        record.stored ? record : undefined,
        saved,
        replaced === undefined
          ? undefined
          : { text: 'Copy that text', run: () => void copyText('replaced text', replaced) },
      );
    } catch (error) {
      replace(shown, record);
      const conflict = theirsOf(error);
      if (conflict === undefined) {
        showToast({ kind: 'failed', text: `Could not ${wanted} (${name}). ${sentenceOf(error)}` });
        return;
      }
      const { current } = conflict;
      putFlags([[name, current]]);
      openConflict.set({
        name,
        wanted,
        mine: definitionText(shown.definition ?? {}),
        ...(current === null ? {} : { merged: definitionText(switched(current, on).definition ?? {}) }),
        theirs: current,
        applyMine() {
          if (current !== null) void toggleFlag(current, on);
          else
            void storeChange({
              name,
              source: shown.definition,
              before: undefined,
              wanted,
              done: `${name} is back`,
            });
        },
      });
    }
  });
}

/** Skipped if an event has already brought a newer version. */
function replace(shown: FlagRecord, record: FlagRecord): void {
  if (flagStore.value.byName.get(record.name) === shown) putFlag(record);
}
