import type { JSX } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { valueWords } from '../../words/value-words.js';
import { useEditing } from '../editing.js';
import { EditButton } from '../fields/edit-button.js';
import { readRule, type RuleForm } from '../model/rule-form.js';
import { type FlagForm, servedOtherwise } from '../model/flag-form.js';
import { movedBy } from '../model/rule-order.js';
import { newRule } from '../model/serving.js';
import { useNextFocus } from '../use-next-focus.js';
import { RuleCard } from './rule-card.js';

/** The rules of a flag. */
export interface RuleListProps {
  readonly form: FlagForm;
  readonly onForm: (form: FlagForm) => void;
}

/** Up to this number of rules, all are open at first. */
const OPEN_AT_FIRST = 1;

/** The list of rules, with controls to change, move, remove and add rules. The focus follows each action. */
export function RuleList({ form, onForm }: RuleListProps): JSX.Element {
  const { announce } = useEditing();
  const { rules, kind, definition } = form;
  const variants = Object.keys(definition.variants ?? {});
  const [open, setOpen] = useState<ReadonlySet<number>>(
    () => new Set(rules.length <= OPEN_AT_FIRST ? rules.map(({ id }) => id) : []),
  );
  const { within, focusNext } = useNextFocus(form);
  const toggle = useCallback((id: number): void => {
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const change = (next: readonly RuleForm[], focus?: string, sentence?: string): void => {
    focusNext(focus);
    if (sentence !== undefined) announce(sentence);
    onForm({ ...form, rules: next });
  };
  const add = (): void => {
    const rule = readRule(newRule(kind, definition.default, variants));
    toggle(rule.id);
    change(
      [...rules, rule],
      `.rule:nth-child(${rules.length + 1}) .rule-toggle`,
      `Rule ${rules.length + 1} added`,
    );
  };
  const move = (index: number, by: -1 | 1): void => {
    const place = index + by + 1;
    const way = by === -1 ? 'up' : 'down';
    change(
      movedBy(rules, index, by),
      `[aria-label="Move rule ${place} ${way}"]`,
      `Now rule ${place} of ${rules.length}`,
    );
  };
  const remove = (index: number): void => {
    const last = rules.length - 1;
    const focus =
      last === 0 ? '.rule-add button' : `.rule:nth-child(${Math.min(index, last - 1) + 1}) .rule-toggle`;
    change(rules.toSpliced(index, 1), focus, `Rule ${index + 1} removed`);
  };
  return (
    <div ref={within}>
      <p class="field-hint">
        {rules.length === 0
          ? `The list is empty: no one is matched, everyone gets ${valueWords(servedOtherwise(form))}.`
          : 'The first rule that matches serves.'}
      </p>
      <ol class="rules">
        {rules.map((each, index) => (
          <RuleCard
            key={each.id}
            form={each}
            index={index}
            count={rules.length}
            kind={kind}
            variants={variants}
            isOpen={open.has(each.id)}
            onToggle={() => toggle(each.id)}
            onForm={(changed) => change(rules.with(index, changed))}
            onMove={(by) => move(index, by)}
            onRemove={() => remove(index)}
          />
        ))}
      </ol>
      <div class="rule-add">
        <EditButton onClick={add}>Add rule</EditButton>
      </div>
    </div>
  );
}
