import { type Backend, type BulkUpdate, FeatureFlags, type Flag, isHalyardError } from '@halyard/core';
import assert from 'node:assert/strict';
import type { BackendCase } from './backend-case.js';

/** By name, always in the same order. */
const textsOf = (backend: Backend): Record<string, string> => {
  const flags = [...backend.snapshot.flags.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return Object.fromEntries(flags.map(({ name, text }) => [name, text]));
};

const updates = (...pairs: (readonly [name: string, update: BulkUpdate])[]): Map<string, BulkUpdate> =>
  new Map(pairs);

/** What any backend that can be written does with several flags. */
export const writingManyCases: readonly BackendCase[] = [
  {
    name: 'several flags are stored together, and none if one of them is wrong',
    stored: { one: 'off' },
    async test({ backend }) {
      const flags = await FeatureFlags.open(backend, { logger: false });
      await flags.setMany({ one: true, two: '25%', three: { rules: [] } }, { actor: 'ana' });
      assert.deepEqual(textsOf(backend), { one: 'on', two: '25%', three: '{"rules":[]}' });
      for (const bad of ['ture', { rules: [{ rolout: 1 }] } as never]) {
        await assert.rejects(flags.setMany({ one: false, four: bad }), (error) =>
          isHalyardError(error, 'INVALID_DEFINITION'),
        );
      }
      assert.deepEqual(textsOf(backend), { one: 'on', two: '25%', three: '{"rules":[]}' });
    },
  },
  {
    name: 'null removes a flag beside the others, and one that is not there too',
    stored: { kept: 'on', gone: 'on' },
    async test({ backend }) {
      await backend.open();
      await backend.setMany!(updates(['gone', null], ['new', true], ['never', null]));
      assert.deepEqual(textsOf(backend), { kept: 'on', new: 'on' });
    },
  },
  {
    name: 'a function makes each flag from the one that is stored, or removes it',
    stored: { kept: '{"description":"kept"}', gone: 'on' },
    async test({ backend }) {
      await backend.open();
      const seen: (string | undefined)[] = [];
      const remove = (current: Flag | undefined): null => {
        seen.push(current?.text);
        return null;
      };
      const disable = (current: Flag | undefined) => ({ ...current!.definition, enabled: false });
      await backend.setMany!(updates(['kept', disable], ['gone', remove], ['never', remove]));
      assert.deepEqual(textsOf(backend), { kept: '{"description":"kept","enabled":false}' });
      assert.deepEqual(seen, ['on', undefined]);
    },
  },
  {
    name: 'two new names that are spellings of each other are refused, and nothing is stored',
    async test({ backend }) {
      await backend.open();
      const write = backend.setMany!(
        updates(['other', true], ['newCheckout', true], ['new_checkout', false]),
      );
      await assert.rejects(write, (error) => {
        assert.ok(isHalyardError(error, 'INVALID_NAME'), String(error));
        return error.message.includes('newCheckout');
      });
      assert.deepEqual(textsOf(backend), {});
    },
  },
  {
    name: 'no flags are stored at once',
    stored: { flag: 'on' },
    async test({ backend }) {
      await backend.open();
      await backend.setMany!(new Map());
      assert.deepEqual(textsOf(backend), { flag: 'on' });
    },
  },
  {
    name: 'the history, if there is one, has each change, in the order of the write',
    stored: { one: 'on' },
    async test({ backend }) {
      await backend.open();
      await backend.setMany!(updates(['z', true], ['one', null], ['a', '25%']), {
        actor: 'ana',
        comment: 'launch',
      });
      const entries = (await backend.history?.()) ?? [];
      const steps = entries.map(({ name, before, after, actor, comment }) => [
        name,
        before,
        after,
        actor,
        comment,
      ]);
      if (backend.history === undefined) return;
      assert.deepEqual(steps, [
        ['a', null, '25%', 'ana', 'launch'],
        ['one', 'on', null, 'ana', 'launch'],
        ['z', null, 'on', 'ana', 'launch'],
      ]);
    },
  },
  {
    name: 'a thousand flags are stored by one call',
    stored: { flag_7: 'on', other: 'on' },
    async test({ backend }) {
      await backend.open();
      const many = Array.from({ length: 1000 }, (_, i) => [`flag_${i}`, `${i % 100}%`] as const);
      await backend.setMany!(new Map(many));
      const expected = { other: 'on', ...Object.fromEntries(many) };
      assert.deepEqual(textsOf(backend), expected);
      await backend.refresh?.();
      assert.deepEqual(textsOf(backend), expected);
    },
  },
];

/** What one does that stores them in one step. */
export const atomicWritingCases: readonly BackendCase[] = [
  {
    name: 'a function that throws stores none of them, and its error comes through',
    stored: { flag: 'on' },
    async test({ backend }) {
      await backend.open();
      const thrown = new Error('changed my mind');
      const refuse = (): never => {
        throw thrown;
      };
      await assert.rejects(
        backend.setMany!(updates(['first', true], ['flag', refuse], ['last', true])),
        (error) => error === thrown,
      );
      assert.deepEqual(textsOf(backend), { flag: 'on' });
    },
  },
  {
    name: 'listeners and readers see all of them or none, and all once it resolves',
    stored: { first: 'off', last: 'off' },
    async test({ backend }) {
      await backend.open();
      const seen = new Set<string>();
      const stop = backend.subscribe(() => seen.add(JSON.stringify(textsOf(backend))));
      await backend.setMany!(updates(['first', true], ['between', true], ['last', true]));
      stop();
      const all = { between: 'on', first: 'on', last: 'on' };
      assert.deepEqual(textsOf(backend), all);
      seen.delete(JSON.stringify({ first: 'off', last: 'off' }));
      assert.deepEqual(
        Array.from(seen, (text) => JSON.parse(text) as object),
        [all],
      );
    },
  },
];

/** What it does while others change its store. */
export const writingTogetherCases: readonly BackendCase[] = [
  {
    name: 'a flag that another writer changed first keeps all of them from being stored',
    stored: { flag: 'on' },
    async test({ backend, change }) {
      await backend.open();
      const seen = backend.snapshot.get('flag')!.version;
      const changed = new Error('the flag was changed');
      const replace = (current: Flag | undefined): boolean => {
        if (current?.version !== seen) throw changed;
        return false;
      };
      // The backend may not have heard of it when it writes.
      await change!('flag', '50%');
      await assert.rejects(
        backend.setMany!(updates(['first', true], ['flag', replace], ['last', true])),
        (error) => error === changed,
      );
      await backend.refresh?.();
      assert.deepEqual(textsOf(backend), { flag: '50%' });
    },
  },
  {
    name: 'functions are called again with what another writer stored first, so that nothing is lost',
    stored: { counter: '{"default":1,"rules":[]}' },
    async test({ backend, change }) {
      await backend.open();
      await change!('counter', '{"default":10,"rules":[]}');
      const increment = (current: Flag | undefined) => ({
        ...current!.definition,
        default: (current!.definition.default as number) + 1,
      });
      await backend.setMany!(updates(['first', true], ['counter', increment], ['last', null]));
      assert.deepEqual(textsOf(backend), { counter: '{"default":11,"rules":[]}', first: 'on' });
    },
  },
];
