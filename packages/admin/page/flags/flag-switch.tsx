import type { JSX } from 'preact';
import { isOutage, stateAt } from '../../src/flags/flag-state.js';
import type { FlagRecord } from '../records.js';
import { readOnlyReason, session } from '../session/session.js';
import { useStore } from '../state/observable.js';
import { Switch } from '../ui/switch.js';
import { busyFlags } from './busy-flags.js';
import { isSwitchedOn } from './switched.js';
import { toggleFlag } from './toggle-flag.js';

/** Switches a flag on and off. */
export function FlagSwitch({
  record,
  now,
}: {
  readonly record: FlagRecord;
  readonly now: number;
}): JSX.Element {
  const readOnly = useStore(session, readOnlyReason);
  const busy = useStore(busyFlags, (names) => names.has(record.name));
  const broken =
    record.definition === null ? 'The stored text is invalid: open the flag to repair it' : undefined;
  return (
    <Switch
      label={record.name}
      checked={isSwitchedOn(record)}
      busy={busy}
      tone={isOutage(record) ? 'alarm' : stateAt(record, now) === 'scheduled' ? 'waiting' : 'good'}
      disabledBecause={readOnly ?? broken ?? record.noEffect}
      onChange={(on) => void toggleFlag(record, on)}
    />
  );
}
