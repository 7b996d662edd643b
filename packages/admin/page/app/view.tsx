import type { JSX } from 'preact';
import { ChangesView } from '../changes/changes-view.js';
import { FlagView } from '../flag/flag-view.js';
import { NewFlagView } from '../flag/new-flag-view.js';
import { ListView } from '../list/list-view.js';
import { place } from '../routing/navigation.js';
import { SegmentView } from '../segments/segment-view.js';
import { SegmentsView } from '../segments/segments-view.js';
import { StaleView } from '../stale/stale-view.js';
import { StatusView } from '../status/status-view.js';
import { useStore } from '../state/observable.js';
import { Heading } from './heading.js';

/** The view for the current address. */
export function View(): JSX.Element {
  const route = useStore(place, (value) => value);
  switch (route.view) {
    case 'flags':
      return <ListView query={route.query} />;
    case 'flag':
      return <FlagView key={route.name} name={route.name} tab={route.tab} />;
    case 'new flag':
      return <NewFlagView key={route.name} name={route.name} query={route.query} />;
    case 'stale':
      return <StaleView />;
    case 'segments':
      return <SegmentsView />;
    case 'segment':
      return <SegmentView key={route.name} name={route.name} />;
    case 'changes':
      return <ChangesView />;
    case 'status':
      return <StatusView />;
    default:
      return (
        <>
          <Heading title="Nothing here" />
          <p>
            This address is not valid. <a href="#/flags">Go to the flags</a>.
          </p>
        </>
      );
  }
}
