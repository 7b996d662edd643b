import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { capitalised } from '../../words/word-list.js';
import { ruleWords } from '../../words/rule-words.js';
import { useEditing } from '../editing.js';
import { EditButton } from '../fields/edit-button.js';
import { TypedField } from '../fields/typed-field.js';
import { optionalText } from '../model/codecs.js';
import { problemAt } from '../model/definition-problems.js';
import { withKey } from '../model/json-object.js';
import { type RuleForm, writeRule } from '../model/rule-form.js';
import type { ValueKind } from '../model/value-kind.js';
import { RuleParts } from './rule-parts.js';
import { ServePart } from './serve-part.js';

/** The properties of a rule card. */
export interface RuleCardProps {
  readonly form: RuleForm;
  readonly index: number;
  readonly count: number;
  readonly kind: ValueKind;
  readonly variants: readonly string[];
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onForm: (form: RuleForm) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** A rule. Closed, it is a summary on one line; open, it has all controls. */
export function RuleCard(props: RuleCardProps): JSX.Element {
  const { form, index, count, kind, variants, isOpen, onToggle, onForm, onMove, onRemove } = props;
  const { problems } = useEditing();
  const { rule } = form;
  const name = `rule ${index + 1}`;
  const path = `rules[${index}]`;
  const words = useMemo(() => ruleInWords(form), [form, kind]);
  const isWrong = problems.some((problem) => problem.path.startsWith(path));
  return (
    <li class="rule">
      <div class="rule-head">
        <button class="rule-toggle" type="button" aria-expanded={isOpen} onClick={onToggle}>
          <span class="rule-marker" aria-hidden="true">
            {isOpen ? '▾' : '▸'}
          </span>
          <span class="rule-number">Rule {index + 1}</span>
          {rule.name !== undefined && <span class="rule-name">{rule.name}</span>}
          <span class="rule-words">{words}</span>
          {isWrong && <span class="rule-wrong">needs attention</span>}
        </button>
        <div class="rule-actions">
          <EditButton
            kind="quiet"
            label={`Move ${name} up`}
            disabledBecause={index === 0 ? 'it is the first' : undefined}
            onClick={() => onMove(-1)}
          >
            ↑
          </EditButton>
          <EditButton
            kind="quiet"
            label={`Move ${name} down`}
            disabledBecause={index === count - 1 ? 'it is the last' : undefined}
            onClick={() => onMove(1)}
          >
            ↓
          </EditButton>
          <EditButton kind="quiet" label={`Remove ${name}`} onClick={onRemove}>
            ×
          </EditButton>
        </div>
      </div>
      {isOpen && (
        <div class="rule-body stack" role="group" aria-label={`Rule ${index + 1}`}>
          {problemAt(problems, path) && <p class="field-problem">{problemAt(problems, path)}</p>}
          <RuleParts form={form} index={index} onForm={onForm} />
          <div class="columns">
            <ServePart
              rule={rule}
              kind={kind}
              variants={variants}
              problemOf={(key) => problemAt(problems, `${path}.${key}`)}
              onRule={(changed) => onForm({ ...form, rule: changed })}
            />
            <TypedField
              label="Rule name"
              placeholder="shown in explanations"
              problem={problemAt(problems, `${path}.name`)}
              value={rule.name}
              codec={optionalText}
              onValue={(value) => onForm({ ...form, rule: withKey(rule, 'name', value) })}
            />
          </div>
        </div>
      )}
    </li>
  );
}

function ruleInWords(form: RuleForm): string {
  return capitalised(ruleWords(writeRule(form)));
}
