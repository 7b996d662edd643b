import type { Condition } from '@halyard/core';
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../api.js';
import { Heading } from '../app/heading.js';
import { sentenceOf } from '../http/problem-error.js';
import type { SegmentRecord } from '../records.js';
import { goTo, guardPlace } from '../routing/navigation.js';
import { routeHash } from '../routing/route.js';
import { readOnlyReason, session } from '../session/session.js';
import { useStore } from '../state/observable.js';
import { showToast } from '../toast/toasts.js';
import { Button } from '../ui/button.js';
import { Dialog, DialogButtons } from '../ui/dialog.js';
import { TextArea } from '../ui/field.js';
import { conditionWords } from '../words/condition-words.js';
import { counted } from '../words/word-list.js';
import { loadSegments } from './segment-store.js';
import { SegmentsGate } from './when-segments-loaded.js';

/** One segment, as the JSON of its condition. Creates a segment that does not exist. */
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
              <SegmentForm key={segment?.version} name={name} segment={segment} />
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

function SegmentForm(props: {
  readonly name: string;
  readonly segment: SegmentRecord | undefined;
}): JSX.Element {
  const { name, segment } = props;
  const [text, setText] = useState(JSON.stringify(segment?.condition ?? { plan: 'pro' }, null, 2));
  const [problem, setProblem] = useState<string>();
  const [isDeleting, setDeleting] = useState(false);
  const readOnly = useStore(session, readOnlyReason);
  const ifMatch = segment?.version ?? null;
  const save = async (): Promise<void> => {
    try {
      await api.saveSegment(name, parsed(text), { ifMatch });
      guardPlace(false);
      showToast({ kind: 'done', text: `Segment ${name} is saved` });
      await loadSegments();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const remove = async (): Promise<void> => {
    setDeleting(false);
    try {
      await api.deleteSegment(name, { ifMatch });
      guardPlace(false);
      showToast({ kind: 'done', text: `Segment ${name} is deleted` });
      goTo({ view: 'segments' });
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextArea
        label="Condition (JSON)"
        value={text}
        readOnly={readOnly !== undefined}
        problem={problem}
        onInput={(value) => {
          setText(value);
          setProblem(undefined);
          guardPlace(true);
        }}
      />
      <div class="form-buttons">
        <Button kind="primary" type="submit" disabledBecause={readOnly}>
          Save segment
        </Button>
        {segment !== undefined && (
          <Button kind="danger" disabledBecause={readOnly} onClick={() => setDeleting(true)}>
            Delete…
          </Button>
        )}
      </div>
      {isDeleting && (
        <Dialog title={`Delete segment ${name}?`} onClose={() => setDeleting(false)}>
          <p>
            Rules that use it no longer match anyone.
            {segment !== undefined &&
              segment.usedBy.length > 0 &&
              ` It is used by ${segment.usedBy.join(', ')}.`}
          </p>
          <DialogButtons>
            <Button onClick={() => setDeleting(false)}>Cancel</Button>
            <Button kind="danger" onClick={() => void remove()}>
              Delete segment
            </Button>
          </DialogButtons>
        </Dialog>
      )}
    </form>
  );
}

function parsed(text: string): Condition {
  try {
    return JSON.parse(text) as Condition;
  } catch (error) {
    throw new Error(`this is not JSON: ${sentenceOf(error)}`, { cause: error });
  }
}
