import { defineFlags, FeatureFlags, MemoryBackend, type RequestFlags } from '@halyard/core';
import { FlagGate, Flags, FlagsModule, type HttpRequest, KillSwitch, requestFlags } from '@halyard/nest';
import { Controller, Get, Inject, Module } from '@nestjs/common';
import type express from 'express';
import type { FastifyRequest } from 'fastify';

const flags = await FeatureFlags.open(new MemoryBackend());
const typed = await FeatureFlags.open(new MemoryBackend(), {
  flags: defineFlags({ new_checkout: { default: false }, page_size: { default: 20 } }),
});

class Settings {
  readonly redisUrl: string = '';
}

// What is meant to compile.
@Controller()
@FlagGate('a')
export class Gated {
  readonly service: FeatureFlags;

  constructor(@Inject(FeatureFlags) service: FeatureFlags) {
    this.service = service;
  }

  @Get()
  @FlagGate('a', { variant: ['rich'], statusCode: 403, headers: { 'X-A': 'b' } })
  @KillSwitch('b', { retryAfterSeconds: 120 })
  list(@Flags() view: RequestFlags): unknown {
    const on: boolean = view.isEnabled('a');
    const size: number = view.getValue('page_size', 20);
    const all: string[] = requestFlags().enabledFlags();
    return { on, size, all };
  }

  @FlagGate('new_checkout', { flags: typed })
  @KillSwitch('page_size', { flags: typed })
  @FlagGate('a', { onClosed: (context) => context.switchToHttp().getResponse<express.Response>().end() })
  @FlagGate('a', { context: (request: express.Request) => ({ targetingKey: request.get('x-user') }) })
  @FlagGate('a', { context: (request: FastifyRequest) => ({ targetingKey: request.ip }) })
  other(): void {}
}

@Module({
  imports: [
    FlagsModule.forRoot({ flags }),
    FlagsModule.forRoot({ flags: typed, asyncLocalStorage: true }),
    FlagsModule.forRoot({ flags, context: ({ headers }) => ({ targetingKey: headers.cookie }) }),
    FlagsModule.forRoot({ flags, context: (request: HttpRequest) => ({ targetingKey: request.ip }) }),
    FlagsModule.forRoot({ flags, context: async (request: express.Request) => ({ key: request.get('a') }) }),
    FlagsModule.forRootAsync({ useFactory: () => ({ flags }) }),
    FlagsModule.forRootAsync({
      imports: [],
      inject: [Settings, { token: 'other', optional: true }],
      useFactory: async (settings: Settings, other?: string) => ({
        flags: typed,
        context: ({ headers }) => ({ targetingKey: headers.cookie, settings: settings.redisUrl + other }),
      }),
    }),
  ],
})
export class AppModule {}

// @ts-expect-error -- a gate needs a name
FlagGate();
// @ts-expect-error -- a name is text
FlagGate(42);
// @ts-expect-error -- a misspelt option
FlagGate('a', { statuscode: 403 });
// @ts-expect-error -- would run what the gate closes
FlagGate('a', { onClosed: 'next' });
// @ts-expect-error -- which way round a kill switch works is settled
KillSwitch('a', { enabled: true });
// @ts-expect-error -- a name that these flags do not have
FlagGate('new_chekout', { flags: typed });
// @ts-expect-error -- a name that these flags do not have
KillSwitch('new_chekout', { flags: typed });
// @ts-expect-error -- the flags are an option
FlagsModule.forRoot(flags);
// @ts-expect-error -- the promise was not awaited
FlagsModule.forRoot({ flags: FeatureFlags.open(new MemoryBackend()) });
// @ts-expect-error -- a context is an object
FlagsModule.forRoot({ flags, context: () => 'ann' });
// @ts-expect-error -- a misspelt option
FlagsModule.forRoot({ flags, asynclocalstorage: true });
// @ts-expect-error -- the factory makes options
FlagsModule.forRootAsync({ useFactory: () => flags });
