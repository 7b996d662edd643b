import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FlagGate, FlagsModule } from '@halyard/nest';

/** The names of `@halyard/express` for `@halyard/nest`: modules and decorators instead of middleware. */
export const adapter = {
  featureFlags: (flags, options) => FlagsModule.forRoot({ ...options, flags }),
  makeFlagGate: FlagGate,
};

/** The request handler of an app of Nest on Express, with these modules, and one route with these decorators and guards. */
export async function nestApp(parts) {
  class HelloController {
    hello() {
      return { hello: 'world' };
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(HelloController.prototype, 'hello');
  const modules = parts.filter((part) => 'module' in part);
  const decorators = parts
    .filter((part) => !modules.includes(part))
    .map((part) => ('canActivate' in part ? UseGuards(part) : part));
  for (const decorate of [Get(), ...decorators]) decorate(HelloController.prototype, 'hello', descriptor);
  Controller()(HelloController);
  function AppModule() {}
  Module({ imports: modules, controllers: [HelloController] })(AppModule);
  const app = await NestFactory.create(AppModule, { logger: false });
  await app.init();
  return app.getHttpAdapter().getInstance();
}
