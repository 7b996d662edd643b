import type { Condition, JsonValue, Schedule } from '@halyard/core';
import { newPartId } from './part-id.js';
import type { ConditionShare } from './rollout-range.js';

/** How the members of a group count: `$and`, `$or`, `$nor`, and `$not` of all of them together. */
export type Join = 'all' | 'any' | 'none' | 'not all';

/** Conditions under one roof. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: number;
  readonly join: Join;
  readonly members: readonly ConditionNode[];
  /** The condition that it was read from, while nothing in it was changed. */
  readonly written?: Condition;
}

/** One question about one attribute. */
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

/** What the form has no controls for: kept, and edited, as it is written. */
export interface JsonNode {
  readonly kind: 'json';
  readonly id: number;
  readonly condition: Condition;
}

/** A condition as the form shows it. */
export type ConditionNode = GroupNode | TestNode | SegmentNode | ShareNode | ScheduleNode | JsonNode;

/** A new group, of these members. */
export function newGroup(join: Join, members: readonly ConditionNode[] = []): GroupNode {
  return { kind: 'group', id: newPartId(), join, members };
}

/** A question that is still to be filled in. */
export function newTest(): TestNode {
  return { kind: 'test', id: newPartId(), attribute: '', operator: '', operand: '' };
}

/** A segment that is still to be named. */
export function newSegment(): SegmentNode {
  return { kind: 'segment', id: newPartId(), name: '' };
}

/** A share to begin with: half of the keys. */
export function newShare(): ShareNode {
  return { kind: 'share', id: newPartId(), share: 50 };
}

/** A schedule that still holds at any time. */
export function newSchedule(): ScheduleNode {
  return { kind: 'schedule', id: newPartId(), schedule: {} };
}

/** The group with other members, or joined in another way. */
export function changedGroup(
  { kind, id, join, members }: GroupNode,
  change: { readonly join?: Join; readonly members?: readonly ConditionNode[] },
): GroupNode {
  return { kind, id, join, members, ...change };
}
