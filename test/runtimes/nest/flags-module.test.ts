import { FeatureFlags, isHalyardError, MemoryBackend, type RequestFlags } from '@halyard/core';
import { type FlagStore, StoreBackend } from '@halyard/core/store';
import { Flags, FlagsModule, requestFlags } from '@halyard/nest';
import { Controller, Get, type INestApplication, Inject, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { PLATFORMS } from './platforms.js';
import { moduleOf, serveNest } from './serve-nest.js';

/** A service that reads flags in each way that Nest has. */
@Injectable()
class Catalogue {
  readonly flags: FeatureFlags;

  constructor(@Inject(FeatureFlags) flags: FeatureFlags) {
    this.flags = flags;
  }

  sizes(view: RequestFlags): readonly number[] {
    const name = 'page_size';
    return [this.flags.getValue(name, 0), view.getValue(name, 0)];
  }

  async sizeLater(): Promise<number> {
    await new Promise((resolve) => void setImmediate(resolve));
    return requestFlags().getValue('page_size', 0);
  }
}

@Controller()
class CatalogueController {
  readonly catalogue: Catalogue;

  constructor(@Inject(Catalogue) catalogue: Catalogue) {
    this.catalogue = catalogue;
  }

  @Get('sizes')
  sizes(@Flags() flags: RequestFlags): readonly number[] {
    return this.catalogue.sizes(flags);
  }

  @Get('later')
  async later(): Promise<string> {
    return String(await this.catalogue.sizeLater());
  }
}

const shop = { controllers: [CatalogueController], providers: [Catalogue] };

/** For the text of each user. */
const BY_USER = { default: 10, rules: [{ when: { plan: 'pro' }, serve: 50 }] };
const context = ({ headers }: { readonly headers: object }) => ({
  plan: (headers as Record<string, string>)['x-plan'],
});

/** A store with this page size, and how often it was closed. */
function storeOf(size: number): { store: FlagStore; closings: () => number } {
  let closed = 0;
  const store: FlagStore = {
    name: 'settings',
    load: async () => ({ page_size: { default: size, rules: [] } }),
    close: async () => void closed++,
  };
  return { store, closings: () => closed };
}

for (const platform of PLATFORMS) {
  describe(`FlagsModule in Nest on ${platform.name}`, () => {
    let flags: FeatureFlags;

    beforeEach(async () => {
      flags = await FeatureFlags.open(new MemoryBackend({ page_size: BY_USER }));
    });

    afterEach(() => flags.close());

    const asked = (url: string): Promise<Response> => fetch(url, { headers: { 'x-plan': 'pro' } });

    it('gives handlers the view of the request, and every provider the service', async () => {
      const { origin, close } = await serveNest(platform, {
        ...shop,
        imports: [FlagsModule.forRoot({ flags, context })],
      });
      expect(await (await asked(`${origin}/sizes`)).json()).to.deep.equal([10, 50]);
      await close();
    });

    it('lets requestFlags find the view from a service', async () => {
      const { origin, close } = await serveNest(platform, {
        ...shop,
        imports: [FlagsModule.forRoot({ flags, context, asyncLocalStorage: true })],
      });
      expect(await (await asked(`${origin}/later`)).text()).to.equal('50');
      await close();
    });

    it('leaves a service open that the app opened', async () => {
      const { store, closings } = storeOf(10);
      const opened = await FeatureFlags.open(new StoreBackend(store));
      const { close } = await serveNest(platform, { imports: [FlagsModule.forRoot({ flags: opened })] });
      await close();
      expect(closings()).to.equal(0);
      await opened.close();
    });

    it('opens a service with what the app injects, and closes it with the app', async () => {
      class Settings {
        readonly pollMs = 60_000;
      }
      @Module({ providers: [Settings], exports: [Settings] })
      class SettingsModule {}
      const { store, closings } = storeOf(30);
      const { origin, close } = await serveNest(platform, {
        ...shop,
        imports: [
          FlagsModule.forRootAsync({
            imports: [SettingsModule],
            inject: [Settings],
            useFactory: async ({ pollMs }: Settings) => ({
              flags: await FeatureFlags.open(new StoreBackend(store, { pollMs })),
            }),
          }),
        ],
      });
      expect(await (await asked(`${origin}/sizes`)).json()).to.deep.equal([30, 30]);
      expect(closings()).to.equal(0);
      await close();
      expect(closings()).to.equal(1);
    });

    it('works in an app that a testing module makes', async () => {
      const testing = await Test.createTestingModule({
        ...shop,
        imports: [FlagsModule.forRoot({ flags, context })],
      }).compile();
      const app = testing.createNestApplication<INestApplication>(platform.adapter(), { logger: false });
      await app.listen(0, '127.0.0.1');
      expect(await (await asked(`${await app.getUrl()}/sizes`)).json()).to.deep.equal([10, 50]);
      await app.close();
    });

    it('has @Flags() say which module is missing', async () => {
      const errors: unknown[] = [];
      const metadata = {
        controllers: [CatalogueController],
        providers: [{ provide: Catalogue, useValue: {} }],
      };
      const { origin, close } = await serveNest(platform, metadata, undefined, (error) => errors.push(error));
      expect((await fetch(`${origin}/sizes`)).status).to.equal(500);
      expect(isHalyardError(errors[0], 'NO_FLAGS')).to.equal(true);
      expect(String(errors[0])).to.contain('@Flags(): FlagsModule.forRoot({ flags }) is not imported');
      await close();
    });
  });
}

describe('FlagsModule in Nest', () => {
  it('gives the service to an app without a server', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend({ page_size: BY_USER }));
    const app = await NestFactory.createApplicationContext(
      moduleOf({ imports: [FlagsModule.forRoot({ flags })], providers: [Catalogue] }),
      { logger: false, abortOnError: false },
    );
    expect(app.get(Catalogue).flags).to.equal(flags);
    await app.close();
    await flags.close();
  });

  it('refuses what is not a service, and names the module', async () => {
    const flags = await FeatureFlags.open(new MemoryBackend());
    const make = FlagsModule.forRoot as (options: unknown) => unknown;
    expect(() => make(flags)).to.throw('FlagsModule.forRoot({ flags }): needs what FeatureFlags.open()');
    expect(() => make({ flags, contxt: () => ({}) })).to.throw(/FlagsModule\.forRoot.*did you mean context/);
    await flags.close();
  });

  it('does not start with a promise of a service', async () => {
    const useFactory = (): never => ({ flags: FeatureFlags.open(new MemoryBackend()) }) as never;
    const starting = NestFactory.createApplicationContext(
      moduleOf({ imports: [FlagsModule.forRootAsync({ useFactory })] }),
      { logger: false, abortOnError: false },
    );
    const refusal = await starting.catch((error: unknown) => error);
    expect(String(refusal)).to.contain('FlagsModule.forRootAsync').and.contain('a promise: await it');
  });
});
