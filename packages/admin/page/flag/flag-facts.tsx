import type { ComponentChildren, JSX } from 'preact';
import { useNow } from '../app/now.js';
import { FLAG_KINDS, isPermanent, kindOf } from '../flags/flag-kinds.js';
import type { FlagRecord } from '../records.js';
import { routeHash } from '../routing/route.js';
import { serverStatus } from '../status/server-status.js';
import { useStore } from '../state/observable.js';
import { staleWords } from '../stale/stale-words.js';
import { recordUsage } from '../../src/usage/record-usage.js';
import { usageWords } from '../../src/usage/usage-words.js';
import { fleetUsage } from '../usage/fleet-usage.js';
import { flagSentences } from '../words/flag-words.js';
import { agoWords, dayWords } from '../words/time-words.js';

/** A summary of a flag in words, and its properties. */
export function FlagFacts({ record }: { readonly record: FlagRecord }): JSX.Element | null {
  const now = useNow();
  const hasLayers = useStore(serverStatus, (value) => value?.status.layers !== undefined);
  const usage = useStore(fleetUsage, (fleet) => fleet);
  const { definition, layer, stale, stored, updatedAt } = record;
  if (definition === null) return null;
  const { description, owner, tags, expires, metadata } = definition;
  const kind = kindOf(definition);
  const use = stored ? recordUsage(usage, record, layer) : undefined;
  const facts: (readonly [term: string, value: ComponentChildren])[] = [
    ...(layer === undefined || !hasLayers ? [] : [['Layer', layer] as const]),
    ...(kind === 'release' ? [] : [['Kind', FLAG_KINDS[kind].text] as const]),
    ...(owner === undefined ? [] : [['Owner', owner] as const]),
    ...(tags === undefined || tags.length === 0 ? [] : [['Tags', <Tags tags={tags} />] as const]),
    ...(expires === undefined ? [] : [['Expires', dayWords(expires)] as const]),
    ...(isPermanent(definition) ? [['Permanent', 'yes: never stale'] as const] : []),
    ...(updatedAt === undefined ? [] : [['Changed', agoWords(updatedAt, now)] as const]),
    ...(use === undefined ? [] : [['Use', usageWords(use, now)] as const]),
    ...(stale === undefined
      ? []
      : [['Stale', `${staleWords(stale, now)}: remove it from the code, then here`] as const]),
    ...Object.entries(metadata ?? {}).map(
      ([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)] as const,
    ),
  ];
  return (
    <section class="card facts" aria-label="Summary">
      {description !== undefined && <p class="description">{description}</p>}
      <ol class="sentences">
        {flagSentences(definition).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      {facts.length > 0 && (
        <dl class="terms">
          {facts.map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function Tags({ tags }: { readonly tags: readonly string[] }): JSX.Element {
  return (
    <>
      {tags.map((tag) => (
        <a key={tag} class="tag" href={routeHash({ view: 'flags', query: { tag } })}>
          {tag}
        </a>
      ))}
    </>
  );
}
