import type { FlagSource } from '@halyard/core';
import { storedFlag } from '../flags/stored.js';
import { jsonAnswer } from '../http/json-answer.js';
import { BODY_LIMIT } from '../http/limits.js';
import { type Route, route } from '../http/route.js';
import { ref } from '../openapi/schema-parts.js';
import type { AdminService } from './admin-service.js';
import { ETAG } from './flag-answer.js';
import { segmentName, shortName } from './flag-name.js';
import { removeRoute } from './remove-route.js';
import { segmentAnswer, segmentRecords } from './segment-answer.js';
import { comment, PRECONDITIONS, WRITE_ANSWERS, writeOptions } from './write-options.js';

const PATH = '/api/v1/segments/{name}';

/** Lists, reads, creates, replaces and deletes segments: named conditions that flags refer to. */
export function segmentRoutes(service: AdminService): Route[] {
  return [listSegments(service), readSegment(service), putSegment(service), deleteSegment(service)];
}

function listSegments(service: AdminService): Route {
  return route({
    method: 'GET',
    path: '/api/v1/segments',
    permission: 'read',
    id: 'listSegments',
    summary: 'List the segments by name.',
    answers: { 200: { description: 'The segments.', schema: ref('SegmentList') } },
    handle: () => jsonAnswer({ items: segmentRecords(service.flags) }),
  });
}

function readSegment(service: AdminService): Route {
  return route({
    method: 'GET',
    path: PATH,
    permission: 'read',
    id: 'readSegment',
    summary: 'Read a segment.',
    answers: {
      200: { description: 'The segment.', schema: ref('Segment'), headers: ETAG },
      404: { description: 'The segment does not exist.' },
    },
    handle: ({ path }) => segmentAnswer(service, segmentName(path)),
  });
}

function putSegment(service: AdminService): Route {
  const { flags } = service;
  return route({
    method: 'PUT',
    path: PATH,
    permission: 'write',
    id: 'putSegment',
    summary: 'Create or replace a segment. The change applies to every flag that refers to it.',
    query: comment,
    headers: PRECONDITIONS,
    body: {
      types: ['application/json'],
      limit: BODY_LIMIT,
      required: true,
      description: 'The condition.',
      schema: ref('Condition'),
    },
    answers: {
      ...WRITE_ANSWERS,
      200: { description: 'Replaced.', schema: ref('Segment'), headers: ETAG },
      201: { description: 'Created.', schema: ref('Segment'), headers: ETAG },
    },
    async handle(call) {
      const name = segmentName(call.path);
      const current = storedFlag(flags, name);
      await flags.set(name, call.body as FlagSource, writeOptions(call, name, current));
      return segmentAnswer(service, name, current === undefined ? 201 : 200);
    },
  });
}

function deleteSegment(service: AdminService): Route {
  return removeRoute(service, {
    what: 'segment',
    path: PATH,
    id: 'deleteSegment',
    summary: 'Delete a segment. A rule that refers to it then matches no one.',
    nameOf: segmentName,
    shown: shortName,
  });
}
