import type { Condition } from '@halyard/core';
import { json } from '../editor/model/codecs.js';
import { type GroupNode, newGroup, newTest } from '../editor/model/condition-node.js';
import { isObject } from '../editor/model/json-object.js';
import { readCondition } from '../editor/model/read-condition.js';
import { writeCondition } from '../editor/model/write-condition.js';

/** The condition of a segment that is being edited. */
export interface SegmentDraft {
  /** The active editor. */
  readonly tab: 'form' | 'json';
  readonly group: GroupNode;
  readonly text: string;
}

/** A draft without edits; with one empty test for a segment that does not exist. */
export function startSegment(condition: Condition | undefined): SegmentDraft {
  const group = condition === undefined ? newGroup('all', [newTest()]) : readCondition(condition);
  return { tab: 'form', group, text: conditionText(condition ?? {}) };
}

/** The edited condition; `undefined` while the text is not a JSON object. */
export function draftCondition({ tab, group, text }: SegmentDraft): Condition | undefined {
  if (tab === 'form') return writeCondition(group);
  const reading = json.read(text);
  return 'problem' in reading || !isObject(reading.value) ? undefined : reading.value;
}

/** The draft in the other editor; the same draft if its condition can't be read. */
export function onSegmentTab(draft: SegmentDraft, tab: SegmentDraft['tab']): SegmentDraft {
  const condition = draftCondition(draft);
  if (tab === draft.tab || condition === undefined) return draft;
  return tab === 'json'
    ? { ...draft, tab, text: conditionText(condition) }
    : { ...draft, tab, group: readCondition(condition) };
}

function conditionText(condition: Condition): string {
  return JSON.stringify(condition, null, 2);
}
