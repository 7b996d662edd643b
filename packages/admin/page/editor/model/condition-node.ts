import type { Condition, JsonValue, Schedule } from '@halyard/core';
import { newPartId } from './part-id.js';
import type { ConditionShare } from './rollout-range.js';

/** The operator of a group: `$and`, `$or`, `$nor`, or `$not` of all members together. */
export type Join = 'all' | 'any' | 'none' | 'not all';

/** A group of conditions. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: number;
  readonly join: Join;
  readonly members: readonly ConditionNode[];
  /** The original condition, as long as nothing in it has changed. */
  readonly written?: Condition;
}

/** A test of one attribute. */
export interface TestNode {
  readonly kind: 'test';
  readonly id: number;
  readonly attribute: string;
  /** The key of an operator; empty for plain equality. */
  readonly operator: string;
  readonly operand: JsonValue;
}

/** A named condition. */
export interface SegmentNode {
  readonly kind: 'segment';
  readonly id: number;
  readonly name: string;
}

/** A share of keys: the condition `$rollout`. */
export interface ShareNode {
  readonly kind: 'share';
  readonly id: number;
  readonly share: ConditionShare;
}

/** A time: the condition `$schedule`. */
export interface ScheduleNode {
  readonly kind: 'schedule';
  readonly id: number;
  readonly schedule: Schedule;
}

/** A condition without controls in the form. It is kept, and edited as JSON. */
export interface JsonNode {
  readonly kind: 'json';
  readonly id: number;
  readonly condition: Condition;
}

/** A condition in the form. */
export type ConditionNode = GroupNode | TestNode | SegmentNode | ShareNode | ScheduleNode | JsonNode;

/** A new group with these members. */
export function newGroup(join: Join, members: readonly ConditionNode[] = []): GroupNode {
  return { kind: 'group', id: newPartId(), join, members };
}

/** An empty test. */
export function newTest(): TestNode {
  return { kind: 'test', id: newPartId(), attribute: '', operator: '', operand: '' };
}

/** A segment without a name. */
export function newSegment(): SegmentNode {
  return { kind: 'segment', id: newPartId(), name: '' };
}

/** An initial share: half of the keys. */
export function newShare(): ShareNode {
  return { kind: 'share', id: newPartId(), share: 50 };
}

/** An initial schedule, which always holds. */
export function newSchedule(): ScheduleNode {
  return { kind: 'schedule', id: newPartId(), schedule: {} };
}

/** The group with other members, or with another operator. */
export function changedGroup(
  { kind, id, join, members }: GroupNode,
  change: { readonly join?: Join; readonly members?: readonly ConditionNode[] },
): GroupNode {
  return { kind, id, join, members, ...change };
}
