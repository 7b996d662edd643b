import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { Mount, runMount } from '@halyard/core/adapter';
import { expect } from 'chai';

const port = { framework: 'this test', header: () => undefined, goOn: () => undefined };

/** Runs this while a request of this user is answered, whose flags are these. */
function inRequest(flags: FeatureFlags, targetingKey: string, work: () => unknown): unknown {
  const mount = new Mount(flags, { context: () => ({ targetingKey }), asyncLocalStorage: true });
  return runMount(mount, port, {}, {}, work);
}

describe('whenEnabled of the service', () => {
  const open = () =>
    FeatureFlags.open(new MemoryBackend({ fast: 'users:ann', plain: true }), { logger: false });

  it('calls one function or the other, with its arguments and this, and returns what that returns', async () => {
    const flags = await open();
    const shop = {
      tax: 2,
      price: flags.whenEnabled(
        'plain',
        function (this: { tax: number }, net: number, factor: number) {
          return net * factor + this.tax;
        },
        () => 0,
      ),
    };
    expect(shop.price(10, 3)).to.equal(32);
    await flags.disable('plain');
    expect(shop.price(10, 3)).to.equal(0);
  });

  it('passes promises and errors through', async () => {
    const flags = await open();
    const fault = new Error('no');
    const work = flags.whenEnabled(
      'plain',
      async (fails: boolean) => {
        if (fails) throw fault;
        return 1;
      },
      async () => 2,
    );
    expect(await work(false)).to.equal(1);
    expect(await work(true).catch((error: unknown) => error)).to.equal(fault);
  });

  it("asks for the context of the request, if that has this service's flags, else for none", async () => {
    const [flags, others] = [await open(), await open()];
    const search = flags.whenEnabled(
      'fast',
      () => 'new',
      () => 'old',
    );
    expect(search()).to.equal('old');
    expect(inRequest(flags, 'ann', search)).to.equal('new');
    expect(inRequest(flags, 'ben', search)).to.equal('old');
    expect(inRequest(others, 'ann', search)).to.equal('old');
  });

  it('names what is wrong at once', async () => {
    const flags = await open();
    expect(() =>
      flags.whenEnabled(
        'two words',
        () => 1,
        () => 2,
      ),
    ).to.throw('white space');
    expect(() => flags.whenEnabled('plain', () => 1, undefined as never)).to.throw(
      'whenEnabled: needs two functions, received undefined',
    );
  });
});
