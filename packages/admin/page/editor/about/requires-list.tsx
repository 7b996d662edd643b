import type { FlagDefinition, Requirement } from '@halyard/core';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useEditing } from '../editing.js';
import { EditButton } from '../fields/edit-button.js';
import { Part } from '../fields/part.js';
import { TypedField } from '../fields/typed-field.js';
import { anyText, optionalText } from '../model/codecs.js';
import { problemAt } from '../model/definition-problems.js';
import { withKey } from '../model/json-object.js';
import type { AboutFieldsProps } from './about-fields.js';

type Required = NonNullable<FlagDefinition['requires']>[number];

/** The flags that must be on, or give a variant, before any rule is asked. */
export function RequiresList({ definition, onDefinition }: AboutFieldsProps): JSX.Element {
  const { problems, flagNames, announce } = useEditing();
  const element = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    element.current?.querySelector<HTMLElement>(wanted.current)?.focus();
    wanted.current = undefined;
  }, [definition]);
  const requires = definition.requires ?? [];
  const change = (next: readonly Required[]): void =>
    onDefinition(withKey(definition, 'requires', next.length === 0 ? undefined : next));
  return (
    <Part legend="Needs other flags" problem={problemAt(problems, 'requires')}>
      <div ref={element}>
        <ul class="requirements">
          {requires.map((each, index) => {
            const { flag, variant } = spelledOut(each);
            const name = `Required flag ${index + 1}`;
            const set = (changed: Requirement): void => change(requires.with(index, short(changed)));
            return (
              <li key={index} class="requirement">
                <TypedField
                  label={name}
                  suggestions={flagNames}
                  problem={problemAt(problems, `requires[${index}]`)}
                  value={flag}
                  codec={anyText}
                  onValue={(value) => set({ ...spelledOut(each), flag: value })}
                />
                <TypedField
                  label={`Variant of required flag ${index + 1}`}
                  placeholder="on, whatever the value"
                  value={variant}
                  codec={optionalText}
                  onValue={(value) => set(withKey(spelledOut(each), 'variant', value))}
                />
                <EditButton
                  kind="quiet"
                  label={`Remove required flag ${index + 1}`}
                  onClick={() => {
                    wanted.current = '.requirement-add button';
                    announce(`${name} removed`);
                    change(requires.toSpliced(index, 1));
                  }}
                >
                  ×
                </EditButton>
              </li>
            );
          })}
        </ul>
        <div class="requirement-add">
          <EditButton
            onClick={() => {
              wanted.current = '.requirement:last-child input';
              announce(`Required flag ${requires.length + 1} added`);
              change([...requires, '']);
            }}
          >
            Add required flag
          </EditButton>
        </div>
      </div>
    </Part>
  );
}

function spelledOut(required: Required): Requirement {
  return typeof required === 'string' ? { flag: required } : required;
}

function short(requirement: Requirement): Required {
  return requirement.variant === undefined ? requirement.flag : requirement;
}
