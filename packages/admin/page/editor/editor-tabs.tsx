import type { JSX } from 'preact';
import type { DraftState } from './draft/draft-state.js';

/** The properties of the tabs. */
export interface EditorTabsProps {
  readonly tab: DraftState['tab'];
  readonly onTab: (tab: DraftState['tab']) => void;
}

const TABS: readonly (readonly [tab: DraftState['tab'], text: string])[] = [
  ['form', 'Form'],
  ['json', 'JSON'],
];

/** Two buttons: form and JSON. Arrow keys move between them. */
export function EditorTabs({ tab, onTab }: EditorTabsProps): JSX.Element {
  return (
    <div
      class="choice-row"
      role="tablist"
      aria-label="Edit as"
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        const other = event.currentTarget.querySelector<HTMLElement>('[aria-selected="false"]');
        other?.focus();
        other?.click();
      }}
    >
      {TABS.map(([each, text]) => (
        <button
          key={each}
          id={`editor-tab-${each}`}
          type="button"
          role="tab"
          class="button choice-button"
          aria-selected={tab === each}
          aria-controls="editor-panel"
          tabIndex={tab === each ? 0 : -1}
          onClick={() => onTab(each)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
