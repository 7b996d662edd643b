import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useNow } from '../app/now.js';
import { copyText } from '../app/copy-text.js';
import { Heading } from '../app/heading.js';
import { FlagBadges } from '../flags/flag-badges.js';
import { FlagSwitch } from '../flags/flag-switch.js';
import { FlagsGate } from '../flags/when-flags-loaded.js';
import { OutageBadge } from '../outage/outage-badge.js';
import type { FlagRecord } from '../records.js';
import { hasUnsaved } from '../routing/navigation.js';
import { routeHash } from '../routing/route.js';
import { readOnlyReason, session } from '../session/session.js';
import { useStore } from '../state/observable.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { ended } from '../words/word-list.js';
import { DeleteDialog } from './delete-dialog.js';
import { EditTab } from './edit-tab.js';
import { FlagFacts } from './flag-facts.js';
import { FlagHistory } from './flag-history.js';
import { PlanDialog } from './plan-dialog.js';
import { PlannedChanges } from './planned-changes.js';
import { PreviewDialog } from './preview-dialog.js';

/** The place of a flag. */
export interface FlagViewProps {
  readonly name: string;
  readonly tab: 'edit' | 'history';
}

/** One flag: its summary, its editor and its history. */
export function FlagView(props: FlagViewProps): JSX.Element {
  return <FlagsGate>{(byName) => <Known {...props} record={byName.get(props.name)} />}</FlagsGate>;
}

function Known({
  name,
  tab,
  record,
}: FlagViewProps & { readonly record: FlagRecord | undefined }): JSX.Element {
  const last = useRef(record);
  if (record !== undefined) last.current = record;
  // Another user may delete the flag while it is edited. The edits must not be lost.
  const shown = record ?? (hasUnsaved() ? last.current : undefined);
  if (shown === undefined) return <Missing name={name} tab={tab} />;
  return <Present record={shown} tab={tab} isGone={record === undefined} />;
}

function Present(props: {
  readonly record: FlagRecord;
  readonly tab: FlagViewProps['tab'];
  readonly isGone: boolean;
}): JSX.Element {
  const { record, tab, isGone } = props;
  const { name, stored, noEffect, problem } = record;
  const now = useNow();
  const [isDeleting, setDeleting] = useState(false);
  const [isPlanning, setPlanning] = useState(false);
  const [planned, setPlanned] = useState(0);
  const [isPreviewing, setPreviewing] = useState(false);
  const hasPreview = useStore(
    session,
    (value) => value.phase === 'signed in' && value.previews.includes(name),
  );
  const readOnly = useStore(session, readOnlyReason);
  const locked = readOnly ?? noEffect;
  return (
    <>
      <p class="way-back">
        <a href="#/flags">All flags</a>
      </p>
      <div class="title-row">
        <FlagSwitch record={record} now={now} />
        <Heading title={name} />
        <span class="badges">
          <OutageBadge record={record} />
          <FlagBadges record={record} />
        </span>
        <div class="title-actions">
          <Button onClick={() => void copyText('link', location.href)}>Copy link</Button>
          <Button disabledBecause={locked} onClick={() => setPlanning(true)}>
            Plan…
          </Button>
          {hasPreview && (
            <Button disabledBecause={readOnly} onClick={() => setPreviewing(true)}>
              Preview…
            </Button>
          )}
          <Button
            kind="danger"
            disabledBecause={locked ?? (stored ? undefined : 'It is not stored')}
            onClick={() => setDeleting(true)}
          >
            Delete…
          </Button>
        </div>
      </div>
      {isGone && (
        <Notice kind="warning">
          Another user deleted this flag while you edit it. Your edits are kept: saving creates it again.
        </Notice>
      )}
      {noEffect !== undefined && (
        <Notice kind="warning">{ended(noEffect)} A change would be stored, but would have no effect.</Notice>
      )}
      {!stored && (
        <Notice kind="info">
          The code declares this flag, but it is not stored: the default in the code answers. Switch or save
          it to store it.
        </Notice>
      )}
      {problem !== undefined && (
        <Notice kind="warning">
          The stored text has a problem: {ended(problem)}{' '}
          {record.definition === null
            ? 'No definition is in force.'
            : 'The definition shown here is in force.'}
        </Notice>
      )}
      <PlannedChanges record={record} readOnly={readOnly} planned={planned} />
      <FlagFacts record={record} />
      <Tabs name={name} tab={tab} />
      {tab === 'edit' ? (
        <EditTab record={record} readOnly={locked} />
      ) : (
        <FlagHistory name={name} record={record} />
      )}
      {isPlanning && (
        <PlanDialog
          name={name}
          onPlanned={() => setPlanned((count) => count + 1)}
          onClose={() => setPlanning(false)}
        />
      )}
      {isPreviewing && <PreviewDialog record={record} onClose={() => setPreviewing(false)} />}
      {isDeleting && <DeleteDialog record={record} onClose={() => setDeleting(false)} />}
    </>
  );
}

/** A flag that does not exist. It may have been deleted; its history may still be there. */
function Missing({ name, tab }: FlagViewProps): JSX.Element {
  return (
    <>
      <p class="way-back">
        <a href="#/flags">All flags</a>
      </p>
      <Heading title={name} />
      <Notice
        kind="warning"
        actions={
          tab === 'edit' && <a href={routeHash({ view: 'flag', name, tab: 'history' })}>Its history</a>
        }
      >
        No flag has this name. It may have been deleted.
      </Notice>
      {tab === 'history' && <FlagHistory name={name} record={undefined} />}
    </>
  );
}

function Tabs({ name, tab }: FlagViewProps): JSX.Element {
  const link = (to: FlagViewProps['tab'], text: string): JSX.Element => (
    <a href={routeHash({ view: 'flag', name, tab: to })} aria-current={tab === to ? 'page' : undefined}>
      {text}
    </a>
  );
  return (
    <nav class="tabs" aria-label="About this flag">
      {link('edit', 'Definition')}
      {link('history', 'History')}
    </nav>
  );
}
