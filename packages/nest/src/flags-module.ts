import { FeatureFlags, type FlagTypes, type RegisteredFlags } from '@halyard/core';
import { type GateNext, Mount, runMount } from '@halyard/core/adapter';
import {
  type DynamicModule,
  type FactoryProvider,
  Inject,
  Module,
  type NestModule,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FlagsModuleAsyncOptions, FlagsModuleOptions, HttpRequest } from './options.js';
import { mountPort } from './port.js';

/**
 * Gives each request its view of the flags, for gates and `@Flags()`, and the app its service: every module can inject
 * `FeatureFlags`. Import it once, in the root module.
 */
export class FlagsModule implements NestModule, OnApplicationShutdown {
  readonly #host: HttpAdapterHost;
  readonly #setup: Setup;

  /** @internal Nest makes it. */
  constructor(host: HttpAdapterHost, setup: Setup) {
    this.#host = host;
    this.#setup = setup;
  }

  /**
   * For a service that is open already. The app closes it. Throws `INVALID_OPTION` for anything but a service and right
   * options.
   *
   * ```ts
   * FlagsModule.forRoot({ flags, context: (request) => ({ targetingKey: request.headers['x-user'] as string }) })
   * ```
   */
  static forRoot<Types extends FlagTypes = RegisteredFlags, Request extends object = HttpRequest>(
    options: FlagsModuleOptions<Types, Request>,
  ): DynamicModule {
    const setup = setUp('FlagsModule.forRoot({ flags })', options, false);
    return dynamicModule([], { useFactory: () => setup });
  }

  /**
   * For a service that is opened with what the app injects. The module closes it once the app has closed its server. The
   * app does not start if `useFactory` returns anything but a service and right options.
   *
   * ```ts
   * FlagsModule.forRootAsync({
   *   inject: [Settings],
   *   useFactory: async (settings: Settings) => ({
   *     flags: await FeatureFlags.open(new RedisBackend(settings.redisUrl)),
   *   }),
   * })
   * ```
   */
  static forRootAsync<Types extends FlagTypes = RegisteredFlags, Request extends object = HttpRequest>({
    imports = [],
    inject = [],
    useFactory,
  }: FlagsModuleAsyncOptions<Types, Request>): DynamicModule {
    return dynamicModule(imports, {
      inject: [...inject],
      useFactory: async (...injected: unknown[]) => {
        const options = await useFactory(...(injected as never[]));
        return setUp('FlagsModule.forRootAsync({ useFactory })', options, true);
      },
    });
  }

  /** Called by Nest in an app that has an HTTP server, before it adds the routes. */
  configure(): void {
    const { mount } = this.#setup;
    function featureFlagsMiddleware(request: object, response: object, next: GateNext): void {
      runMount(mount, mountPort, request, response as never, next);
    }
    const { httpAdapter } = this.#host;
    // Nest gives middleware on Fastify the request of Node, and handlers that of Fastify.
    if (httpAdapter.getType() === 'fastify') {
      httpAdapter.getInstance<FastifyApp>().addHook('onRequest', featureFlagsMiddleware);
    } else {
      httpAdapter.use(featureFlagsMiddleware);
    }
  }

  /** Called by Nest after the server was closed. */
  async onApplicationShutdown(): Promise<void> {
    if (this.#setup.closesFlags) await this.#setup.flags.close();
  }
}

/** The used part of a Fastify app. */
interface FastifyApp {
  addHook(name: 'onRequest', hook: (request: object, reply: object, done: GateNext) => void): void;
}

/** What a module was made with. */
interface Setup {
  readonly flags: { close(): Promise<void> };
  readonly mount: Mount<object>;
  readonly closesFlags: boolean;
}

const SETUP = Symbol('halyard.setup');

// As decorators would: the compilers that apps and tests use differ in how they read those of parameters.
Module({})(FlagsModule);
Inject(HttpAdapterHost)(FlagsModule, undefined, 0);
Inject(SETUP)(FlagsModule, undefined, 1);

function setUp<Types extends FlagTypes, Request extends object>(
  owner: string,
  { flags, ...options }: FlagsModuleOptions<Types, Request>,
  closesFlags: boolean,
): Setup {
  const mount = new Mount<Request>(flags, options, owner) as Mount<object>;
  return { flags, mount, closesFlags };
}

function dynamicModule(
  imports: NonNullable<DynamicModule['imports']>,
  setup: Omit<FactoryProvider<Setup>, 'provide'>,
): DynamicModule {
  return {
    module: FlagsModule,
    global: true,
    imports,
    providers: [
      { ...setup, provide: SETUP },
      { provide: FeatureFlags, inject: [SETUP], useFactory: ({ flags }: Setup) => flags },
    ],
    exports: [FeatureFlags],
  };
}
