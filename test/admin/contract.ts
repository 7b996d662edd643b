import { makeAdmin } from '@halyard/admin';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect } from 'chai';

type Operations = Readonly<Record<string, { readonly responses: Readonly<Record<string, ResponseNote>> }>>;

interface ResponseNote {
  readonly content?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, { readonly required: boolean }>>;
}

/** The OpenAPI document that the administration gives of itself, to hold its answers to. */
export class Contract {
  readonly document: { readonly paths: Readonly<Record<string, Operations>> };
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });
  static #shared: Promise<Contract> | undefined;

  private constructor(document: Contract['document']) {
    this.document = document;
    this.#ajv.addSchema({ $id: 'https://halyard.test/openapi.json', ...document });
  }

  /** The contract, read once. */
  static read(): Promise<Contract> {
    this.#shared ??= this.#read();
    return this.#shared;
  }

  static async #read(): Promise<Contract> {
    const flags = await FeatureFlags.open(new MemoryBackend());
    const admin = makeAdmin(flags, { authorize: () => ({ actor: 'ana', read: true, write: false }) });
    const response = await admin.fetch(new Request('http://halyard.test/openapi.json'));
    admin.close();
    return new Contract((await response.json()) as Contract['document']);
  }

  /** Fails for an answer to a documented operation that the document does not have. */
  check(method: string, target: string, response: Response, text: string): void {
    const path = this.pathOf(target);
    const operation = path === undefined ? undefined : this.document.paths[path]?.[method.toLowerCase()];
    if (path === undefined || operation === undefined) return;
    const what = `${method} ${path} answered ${response.status}`;
    const note = operation.responses[response.status];
    expect(note, `${what}, which is not documented: ${text}`).to.be.an('object');
    for (const [name, { required }] of Object.entries(note!.headers ?? {})) {
      if (required) expect(response.headers.get(name), `${what} without ${name}`).to.be.a('string');
    }
    if (note!.content === undefined) return void expect(text, `${what} with a body`).to.equal('');
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    expect(Object.keys(note!.content), `${what} as ${type}`).to.include(type);
    if (!type.endsWith('json')) return;
    const validate = this.#validator([
      path,
      method.toLowerCase(),
      'responses',
      String(response.status),
      'content',
      type,
    ]);
    const isValid = validate(JSON.parse(text));
    expect(
      isValid,
      `${what} with ${text.slice(0, 500)}: ${JSON.stringify(validate.errors?.slice(0, 3))}`,
    ).to.equal(true);
  }

  /** The documented path that a request's target, without the base path, is at. */
  pathOf(target: string): string | undefined {
    const [given = ''] = target.split('?');
    return Object.keys(this.document.paths).find((path) => pattern(path).test(given));
  }

  #validator(steps: readonly string[]): ValidateFunction {
    const pointer = ['paths', ...steps, 'schema'].map((step) =>
      encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')),
    );
    return this.#ajv.getSchema(`https://halyard.test/openapi.json#/${pointer.join('/')}`)!;
  }
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
