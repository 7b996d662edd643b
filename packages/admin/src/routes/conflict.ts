import type { FlagConflictError, HalyardError } from '@halyard/core';
import { isSegmentName } from '@halyard/core/store';
import { Problem } from '../http/problem.js';
import type { AdminService } from './admin-service.js';
import { segmentRecord } from './segment-answer.js';

/** The problem for a conflict: 412 if a precondition failed, else 409. `current` is the stored state. */
export function conflictProblem(service: AdminService, error: HalyardError, request: Request): Problem {
  const { current, message } = error as FlagConflictError;
  const isCondition = request.headers.has('if-match') || request.headers.has('if-none-match');
  const record =
    current === undefined
      ? null
      : isSegmentName(current.name)
        ? segmentRecord(service.flags, current)
        : service.records.of(current);
  return new Problem(isCondition ? 412 : 409, 'CONFLICT', message, { members: { current: record } });
}
