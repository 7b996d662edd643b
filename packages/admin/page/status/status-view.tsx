import type { BackendStatus, FlagsStatus } from '@halyard/core';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { api } from '../api.js';
import { Heading } from '../app/heading.js';
import { useNow } from '../app/now.js';
import { connection } from '../live/connection.js';
import { routeHash } from '../routing/route.js';
import { useStore } from '../state/observable.js';
import { agoWords, clockWords } from '../words/time-words.js';
import { capitalised, counted } from '../words/word-list.js';
import { serverStatus } from './server-status.js';
import { invalidSentence, overrideSentence, layerSentence } from './status-words.js';

const REFRESH_MS = 15_000;

/** The state of each backend layer, the stored texts that can't be used, the overrides, and whether this page is live. */
export function StatusView(): JSX.Element {
  const now = useNow();
  const known = useStore(serverStatus, (value) => value);
  const live = useStore(connection, (value) => value);
  // Events report each new state, but not the time of the last read.
  useEffect(() => {
    const refresh = (): void =>
      void api.status().then(
        (answer) => serverStatus.set(answer),
        () => {},
      );
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <Heading title="Status" />
      {known === undefined ? (
        <p class="quiet">Asking the server…</p>
      ) : (
        <>
          <p class="lead">
            The server answers from <code>{known.backend}</code>
            {known.status.layers !== undefined && ': of each flag, from the first layer that has it'}.
          </p>
          <ul class="layers">
            {layersOf(known.status).map(({ role, layer }, index) => (
              // Layers may have the same name.
              <Layer key={index} role={role} layer={layer} now={now} />
            ))}
            <li class={`layer card layer-${live.state === 'live' ? 'live' : 'stale'}`}>
              <h2>This page</h2>
              <p>
                {live.state === 'live'
                  ? `Live since ${clockWords(live.since, now)}: shows each change at once.`
                  : `Not live since ${clockWords(live.since, now)}: ${live.problem ?? 'connecting'}.`}
              </p>
            </li>
          </ul>
          <Invalid status={known.status} />
          <Forced status={known.status} />
          <Overrides status={known.status} now={now} />
        </>
      )}
    </>
  );
}

interface PlacedLayer {
  readonly role: string;
  readonly layer: BackendStatus;
}

/** The layers with flags, in the order of lookup. */
function layersOf(status: BackendStatus, role = ''): PlacedLayer[] {
  const { layers, copies = [] } = status;
  const own = layers === undefined ? [{ role, layer: status }] : layers.flatMap((layer) => layersOf(layer));
  return [...own, ...copies.flatMap((copy) => layersOf(copy, 'copy'))];
}

function Layer({ role, layer, now }: PlacedLayer & { readonly now: number }): JSX.Element {
  const { name, state, flags, lastLoad, invalid } = layer;
  return (
    <li class={`layer card layer-${state}`}>
      <h2>
        {capitalised(name)} {role && <span class="badge">{role}</span>}
      </h2>
      <p>{layerSentence(layer, now)}</p>
      <p class="quiet">
        {counted(flags, 'flag')}
        {invalid.length > 0 && `, ${invalid.length} with a problem`}
        {lastLoad !== undefined && `; last read ${agoWords(lastLoad, now)}`}
      </p>
    </li>
  );
}

function Invalid({ status: { invalid } }: { readonly status: BackendStatus }): JSX.Element {
  return (
    <section>
      <h2>Flags with a problem</h2>
      {invalid.length === 0 ? (
        <p class="quiet">None: all stored flags are valid.</p>
      ) : (
        <ul class="invalid">
          {invalid.map((flag) => (
            <li key={flag.name} class="card">
              <a href={routeHash({ view: 'flag', name: flag.name, tab: 'edit' })}>{flag.name}</a>
              <p>{invalidSentence(flag)}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Forced({ status: { forced = [] } }: { readonly status: BackendStatus }): JSX.Element | null {
  if (forced.length === 0) return null;
  return (
    <section>
      <h2>Flags whose changes have no effect</h2>
      <ul class="invalid">
        {forced.map(({ name, why }) => (
          <li key={name} class="card">
            <a href={routeHash({ view: 'flag', name, tab: 'edit' })}>{name}</a>
            <p>{why}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Overrides({
  status: { overrides = [] },
  now,
}: {
  readonly status: FlagsStatus;
  readonly now: number;
}): JSX.Element | null {
  if (overrides.length === 0) return null;
  return (
    <section>
      <h2>Overrides in the server’s process</h2>
      <ul class="invalid">
        {overrides.map((override) => (
          <li key={override.name} class="card">
            <a href={routeHash({ view: 'flag', name: override.name, tab: 'edit' })}>{override.name}</a>
            <p>{overrideSentence(override, now)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
