import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { SEARCH_ID, takeSearchWish } from '../app/shortcuts.js';
import type { FlagState } from '../records.js';
import { focusFirstRow } from './row-keys.js';
import type { ListQuery, Order } from './list-query.js';

const STATES: readonly (readonly [value: FlagState | '', text: string])[] = [
  ['', 'Any state'],
  ['on', 'On for everyone'],
  ['off', 'Off for everyone'],
  ['conditional', 'By rules'],
  ['scheduled', 'Scheduled'],
  ['invalid', 'Unusable'],
];

const NOTES: readonly (readonly [value: 'stale' | 'invalid' | '', text: string])[] = [
  ['', 'All flags'],
  ['stale', 'Stale'],
  ['invalid', 'With a problem'],
];

const ORDER_TEXTS: Readonly<Record<Order, string>> = {
  name: 'Name, A to Z',
  'name-down': 'Name, Z to A',
  state: 'State',
  owner: 'Owner',
  expires: 'Expiry',
  changed: 'Last changed first',
  used: 'Longest unused first',
};

/** The query of the list, and a callback for a new one. */
export interface ListFiltersProps {
  readonly query: ListQuery;
  readonly tags: readonly string[];
  readonly owners: readonly string[];
  readonly onChange: (query: ListQuery) => void;
}

/** The search and the filters above the list. */
export function ListFilters({ query, tags, owners, onChange }: ListFiltersProps): JSX.Element {
  const { search = '', state = '', tag = '', owner = '', stale, invalid, order } = query;
  const note = stale === true ? 'stale' : invalid === true ? 'invalid' : '';
  const change = (part: Partial<Record<keyof ListQuery, unknown>>): void =>
    onChange({ ...query, ...part } as ListQuery);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takeSearchWish()) field.current?.focus();
  }, []);
  return (
    <search class="filters">
      <input
        ref={field}
        id={SEARCH_ID}
        class="input filter-search"
        type="search"
        aria-label="Search flags"
        aria-keyshortcuts="/"
        placeholder="Search name, description, owner, tag ( / )"
        value={search}
        autoComplete="off"
        spellcheck={false}
        onInput={(event) => change({ search: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          focusFirstRow();
        }}
      />
      <Choice
        label="State"
        value={state}
        options={STATES}
        onChange={(value) => change({ state: value || undefined })}
      />
      <Choice
        label="Tag"
        value={tag}
        options={[['', 'Any tag'], ...withOwn(tags, tag).map((each) => [each, each] as const)]}
        onChange={(value) => change({ tag: value || undefined })}
      />
      <Choice
        label="Owner"
        value={owner}
        options={[['', 'Any owner'], ...withOwn(owners, owner).map((each) => [each, each] as const)]}
        onChange={(value) => change({ owner: value || undefined })}
      />
      <Choice
        label="Attention"
        value={note}
        options={NOTES}
        onChange={(value) =>
          change({
            stale: value === 'stale' ? true : undefined,
            invalid: value === 'invalid' ? true : undefined,
          })
        }
      />
      <Choice
        label="Order"
        value={order}
        options={Object.entries(ORDER_TEXTS) as [Order, string][]}
        onChange={(value) => change({ order: value })}
      />
    </search>
  );
}

/** A shared address may contain a tag or an owner that no flag has now. */
function withOwn(known: readonly string[], own: string): readonly string[] {
  return own === '' || known.includes(own) ? known : [own, ...known];
}

function Choice<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly onChange: (value: Value) => void;
}): JSX.Element {
  const { label, value, options, onChange } = props;
  return (
    <select
      class="input filter-choice"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Value)}
    >
      {options.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </select>
  );
}
