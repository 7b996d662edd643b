import type { JsonValue } from '@halyard/core';
import { type JsonObject, listOf, objectOf, textOf } from '../json-object.js';

/** What a document of Unleash says, whatever its kind. */
export interface UnleashDocument {
  /** Features by name, as the client API has them. */
  readonly features: ReadonlyMap<string, JsonObject>;
  /** Segments by id. */
  readonly segments: ReadonlyMap<JsonValue, JsonObject>;
}

/**
 * Reads the answer of the client API, its stream of events, or an export. An export has the strategies beside the features,
 * for one environment. Throws for anything else, and for an export of several environments.
 */
export function readUnleash(document: JsonValue): UnleashDocument {
  const { features, segments, events, featureStrategies } = objectOf(document);
  if (Array.isArray(events)) return replayed(listOf(events).map(objectOf));
  if (!Array.isArray(features)) throw new Error('it must have "features", a list of features of Unleash');
  const list = listOf(features).map(objectOf);
  return {
    features: byName(featureStrategies === undefined ? list : joined(list, objectOf(document))),
    segments: byId(listOf(segments).map(objectOf)),
  };
}

function byName(features: readonly JsonObject[]): Map<string, JsonObject> {
  return new Map(features.map((feature) => [textOf(feature['name']) ?? '', feature]));
}

function byId(segments: readonly JsonObject[]): Map<JsonValue, JsonObject> {
  return new Map(segments.map((segment) => [segment['id'] ?? null, segment]));
}

/** What a client has after these events. */
function replayed(events: readonly JsonObject[]): UnleashDocument {
  const features = new Map<string, JsonObject>();
  const segments = new Map<JsonValue, JsonObject>();
  const setFeature = (feature: JsonObject): unknown => features.set(textOf(feature['name']) ?? '', feature);
  const setSegment = (segment: JsonObject): unknown => segments.set(segment['id'] ?? null, segment);
  for (const event of events) {
    if (event['type'] === 'hydration') {
      features.clear();
      segments.clear();
      listOf(event['features']).map(objectOf).forEach(setFeature);
      listOf(event['segments']).map(objectOf).forEach(setSegment);
    } else if (event['type'] === 'feature-updated') setFeature(objectOf(event['feature']));
    else if (event['type'] === 'feature-removed') features.delete(textOf(event['featureName']) ?? '');
    else if (event['type'] === 'segment-updated') setSegment(objectOf(event['segment']));
    else if (event['type'] === 'segment-removed') segments.delete(event['segmentId'] ?? null);
  }
  return { features, segments };
}

/** The features of an export as the client API has them. */
function joined(features: readonly JsonObject[], document: JsonObject): JsonObject[] {
  const strategies = listOf(document['featureStrategies']).map(objectOf);
  const environments = listOf(document['featureEnvironments']).map(objectOf);
  assertOneEnvironment([...strategies, ...environments]);
  const of = (list: readonly JsonObject[], name: JsonValue | undefined): JsonObject[] =>
    list.filter((each) => each['featureName'] === name);
  return features.map((feature) => {
    const [environment = {}] = of(environments, feature['name']);
    const all = of(strategies, feature['name']);
    const active = all.filter((strategy) => strategy['disabled'] !== true);
    const dependencies = of(listOf(document['dependencies']).map(objectOf), feature['name']);
    return {
      ...feature,
      // Without a strategy that is not disabled, the server sends the feature as disabled.
      enabled: environment['enabled'] === true && active.length > 0,
      strategies: active.toSorted((a, b) => Number(a['sortOrder'] ?? 0) - Number(b['sortOrder'] ?? 0)),
      variants: environment['variants'] ?? feature['variants'] ?? [],
      dependencies: dependencies.flatMap((each) => listOf(each['dependencies'])),
    };
  });
}

function assertOneEnvironment(entries: readonly JsonObject[]): void {
  const names = new Set(
    entries.flatMap((entry) => textOf(entry['environment']) ?? textOf(entry['environmentId']) ?? []),
  );
  if (names.size < 2) return;
  throw new Error(`it has the environments ${[...names].join(', ')}: export one of them`);
}
