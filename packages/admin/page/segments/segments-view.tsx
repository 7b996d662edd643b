import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Heading } from '../app/heading.js';
import { goTo } from '../routing/navigation.js';
import { routeHash } from '../routing/route.js';
import { readOnlyReason, session } from '../session/session.js';
import { useStore } from '../state/observable.js';
import { Button } from '../ui/button.js';
import { NameDialog } from '../ui/name-dialog.js';
import { conditionWords } from '../words/condition-words.js';
import { counted } from '../words/word-list.js';
import { loadSegments, segmentStore } from './segment-store.js';
import { SegmentsGate } from './when-segments-loaded.js';

/** All segments, with their conditions and uses. */
export function SegmentsView(): JSX.Element {
  const [isNaming, setNaming] = useState(false);
  const readOnly = useStore(session, readOnlyReason);
  useEffect(() => void loadSegments(), []);
  return (
    <>
      <div class="title-row">
        <Heading title="Segments" />
        <div class="title-actions">
          <Button kind="primary" disabledBecause={readOnly} onClick={() => setNaming(true)}>
            New segment
          </Button>
        </div>
      </div>
      <p class="lead">Named conditions. A change applies to every flag that refers to it.</p>
      <SegmentsGate>
        {(items) =>
          items.length === 0 ? (
            <p class="empty">There are no segments yet.</p>
          ) : (
            <ul class="segments">
              {items.map(({ name, condition, usedBy }) => (
                <li key={name} class="card">
                  <a href={routeHash({ view: 'segment', name })}>{name}</a>
                  <p>{conditionWords(condition)}</p>
                  <p class="quiet">used by {counted(usedBy.length, 'flag')}</p>
                </li>
              ))}
            </ul>
          )
        }
      </SegmentsGate>
      {isNaming && <NewSegmentDialog onClose={() => setNaming(false)} />}
    </>
  );
}

function NewSegmentDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  return (
    <NameDialog
      title="New segment"
      hint='Rules refer to it as {"$segment": "name"}.'
      problemOf={(name) => {
        if (name === '' || /[\s\p{Cc}]/u.test(name)) return 'Enter a name without spaces.';
        const isTaken = segmentStore.value.items.some((each) => each.name === name);
        return isTaken ? 'A segment with this name already exists.' : undefined;
      }}
      onName={(name) => goTo({ view: 'segment', name })}
      onClose={onClose}
    />
  );
}
