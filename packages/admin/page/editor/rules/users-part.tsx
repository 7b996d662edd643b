import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { TypedField } from '../fields/typed-field.js';
import { type Codec, jsonList } from '../model/codecs.js';
import { areTypable, readUsers, writeUsers } from '../model/user-list.js';

/** The properties of the user list. */
export interface UsersPartProps {
  readonly users: readonly string[];
  readonly problem: string | undefined;
  readonly onUsers: (users: readonly string[]) => void;
}

const LINES: Codec<readonly string[]> = { read: (text) => ({ value: readUsers(text) }), write: writeUsers };

const MOST_ROWS = 10;

/** A list of targeting keys: one per line, or separated by commas. */
export function UsersPart({ users, problem, onUsers }: UsersPartProps): JSX.Element {
  // Decided once, so that the field does not change while the user types.
  const codec = useMemo(() => (areTypable(users) ? LINES : (jsonList as Codec<readonly string[]>)), []);
  const count = users.length === 0 ? 'No users yet: the rule matches no one.' : counted(users.length);
  return (
    <TypedField
      label="Users"
      hint={
        codec === LINES
          ? `${count} One targeting key per line, or separated by commas.`
          : `${count} In JSON, because some contain commas or spaces.`
      }
      problem={problem}
      isCode
      rows={Math.min(Math.max(users.length, 2) + 1, MOST_ROWS)}
      value={users}
      codec={codec}
      onValue={onUsers}
    />
  );
}

function counted(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'user' : 'users'}.`;
}
