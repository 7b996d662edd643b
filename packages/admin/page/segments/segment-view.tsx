import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Heading } from '../app/heading.js';
import type { SegmentRecord } from '../records.js';
import { guardPlace } from '../routing/navigation.js';
import { routeHash } from '../routing/route.js';
import { conditionWords } from '../words/condition-words.js';
import { counted } from '../words/word-list.js';
import { SegmentEditor } from './segment-editor.js';
import { loadSegments } from './segment-store.js';
import { SegmentsGate } from './when-segments-loaded.js';

/** One segment: its uses, and its editor. Creates a segment that does not exist. */
export function SegmentView({ name }: { readonly name: string }): JSX.Element {
  useEffect(() => {
    void loadSegments();
    return () => guardPlace(false);
  }, []);
  return (
    <>
      <p class="way-back">
        <a href="#/segments">All segments</a>
      </p>
      <SegmentsGate>
        {(items) => {
          const segment = items.find((each) => each.name === name);
          return (
            <>
              <div class="title-row">
                <Heading title={name} />
                {segment === undefined && <span class="badge">not stored yet</span>}
              </div>
              {segment !== undefined && <Summary segment={segment} />}
              <SegmentEditor key={segment?.version} name={name} segment={segment} />
            </>
          );
        }}
      </SegmentsGate>
    </>
  );
}

const FEW = 12;

function Summary({ segment: { condition, usedBy } }: { readonly segment: SegmentRecord }): JSX.Element {
  return (
    <section class="card facts" aria-label="Summary">
      <p class="description">Holds where {conditionWords(condition)}.</p>
      {usedBy.length === 0 ? (
        <p>Nothing refers to it.</p>
      ) : (
        <details open={usedBy.length <= FEW}>
          <summary>Used by {counted(usedBy.length, 'flag')}</summary>
          <ul class="users">
            {usedBy.map((user) => (
              <li key={user}>
                <a href={hashOf(user)}>{user}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function hashOf(user: string): string {
  const segment = /^\$segment\.(.+)$/.exec(user)?.[1];
  return segment === undefined
    ? routeHash({ view: 'flag', name: user, tab: 'edit' })
    : routeHash({ view: 'segment', name: segment });
}
