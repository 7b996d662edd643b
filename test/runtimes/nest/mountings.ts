import type { MountedParts, Mounting, MountingRequest } from '@halyard/conformance';
import type { GateDecorator } from '@halyard/nest';
import {
  All,
  applyDecorators,
  type CanActivate,
  Catch,
  Controller,
  type DynamicModule,
  type ExceptionFilter,
  Get,
  Head,
  Header,
  HttpCode,
  type INestApplication,
  Injectable,
  type MiddlewareConsumer,
  Module,
  type ModuleMetadata,
  Options,
  Post,
  Scope,
  StreamableFile,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
  VersioningType,
} from '@nestjs/common';
import { APP_GUARD, RouterModule } from '@nestjs/core';
import { type Decorators, controller } from './controller.js';
import type { Platform } from './platforms.js';
import { serveNest } from './serve-nest.js';
import { handlerOf, type NestMiddleware, suiteFunction } from './suite-handler.js';

interface Parts {
  readonly flags: DynamicModule;
  readonly gate: GateDecorator;
  readonly behind: NestMiddleware;
}

type Configure = (app: INestApplication) => unknown;

const passing: CanActivate = { canActivate: () => true };
const PassingGuard = class implements CanActivate {
  canActivate(): boolean {
    return true;
  }
};

/** Answers every error with its text, as many apps do. */
@Catch()
class TextFilter implements ExceptionFilter {
  catch(error: Error, host: Parameters<ExceptionFilter['catch']>[1]): void {
    const response = host
      .switchToHttp()
      .getResponse<{ status(code: number): { send(body: string): void } }>();
    response.status(500).send(error.message);
  }
}

/** Every way to put a gate before something in Nest. */
export function nestMountings(platform: Platform): Mounting<NestMiddleware>[] {
  const app = (
    name: string,
    build: (parts: Parts) => ModuleMetadata,
    asked: MountingRequest = { path: '/x' },
    configure?: Configure,
  ): Mounting<NestMiddleware> => ({
    name,
    ...asked,
    serve: (mounted: MountedParts<NestMiddleware>) => {
      const parts = mounted as unknown as Parts;
      const { imports = [], ...metadata } = build(parts);
      return serveNest(platform, { ...metadata, imports: [parts.flags, ...imports] }, configure);
    },
  });
  const way = (
    name: string,
    decorate: (gate: GateDecorator) => Decorators,
    asked?: MountingRequest,
    configure?: Configure,
  ): Mounting<NestMiddleware> =>
    app(
      name,
      ({ gate, behind }) => ({ controllers: [controller(behind, decorate(gate))] }),
      asked,
      configure,
    );
  const method = (decorate: MethodDecorator, asked: MountingRequest): Mounting<NestMiddleware> =>
    way(`${asked.method} to a route`, (gate) => ({ route: [decorate, gate] }), asked);

  return [
    way('a route', (gate) => ({ route: [Get('x'), gate] })),
    way('a route, below its path', (gate) => ({ route: [gate, Get('x')] })),
    way('a route, composed with its path', (gate) => ({ route: [applyDecorators(Get('x'), gate)] })),
    way('a controller', (gate) => ({ controller: [Controller('x'), gate], route: [Get()] })),
    way('a controller, below its path', (gate) => ({ controller: [gate, Controller('x')], route: [Get()] })),
    way(
      'a controller and a route',
      (gate) => ({ controller: [Controller('x'), gate], route: [Get('y'), gate] }),
      { path: '/x/y' },
    ),
    way('between other guards', (gate) => ({
      controller: [Controller('x'), UseGuards(passing)],
      route: [Get(), UseGuards(passing), gate, UseGuards(PassingGuard)],
    })),
    way('before interceptors, pipes and filters', (gate) => ({
      route: [
        Get('x'),
        gate,
        UseInterceptors({ intercept: (_context, next) => next.handle() }),
        UsePipes({ transform: (value: unknown) => value }),
        UseFilters(new TextFilter()),
      ],
    })),
    way('a route with several paths', (gate) => ({ route: [Get(['y', 'x']), gate] })),
    way('a route with a parameter', (gate) => ({ route: [Get('x/:id'), gate] }), { path: '/x/1' }),
    way('a route with a star', (gate) => ({ route: [Get(platform.star), gate] }), { path: '/x/y/z' }),
    way('a route of all methods', (gate) => ({ route: [All('x'), gate] })),
    way('a route with a status and a header', (gate) => ({
      route: [Get('x'), HttpCode(200), Header('X-Shop', 'open'), gate],
    })),
    way('a controller with several paths', (gate) => ({
      controller: [Controller(['y', 'x']), gate],
      route: [Get()],
    })),
    way('a controller for a host', (gate) => ({
      controller: [Controller({ path: 'x', host: '127.0.0.1' }), gate],
      route: [Get()],
    })),
    way('a controller made for each request', (gate) => ({
      controller: [Controller({ path: 'x', scope: Scope.REQUEST }), gate],
      route: [Get()],
    })),
    app('a controller that inherits its route', ({ gate, behind }) => {
      class Inheriting extends controller(behind, { controller: [], route: [Get(), gate] }) {}
      Controller('x')(Inheriting);
      return { controllers: [Inheriting] };
    }),
    app('a controller that inherits the gate', ({ gate, behind }) => {
      class Inheriting extends controller(behind, { controller: [gate], route: [Get()] }) {}
      Controller('x')(Inheriting);
      return { controllers: [Inheriting] };
    }),
    app('a route that streams', ({ gate, behind }) => {
      const handler = handlerOf(behind);
      const streaming = suiteFunction((request, response) => {
        const text = handler(request, response) as string;
        return new StreamableFile(Buffer.from(text)) as unknown as string;
      });
      return { controllers: [controller(streaming, { route: [Get('x'), gate] })] };
    }),
    app('a module in a module', ({ gate, behind }) => {
      @Module({ controllers: [controller(behind, { route: [Get('x'), gate] })] })
      class Inner {}
      return { imports: [Inner] };
    }),
    app(
      'a module with a path',
      ({ gate, behind }) => {
        @Module({
          controllers: [controller(behind, { controller: [Controller('y'), gate], route: [Get()] })],
        })
        class Inner {}
        return { imports: [Inner, RouterModule.register([{ path: 'x', module: Inner }])] };
      },
      { path: '/x/y' },
    ),
    app('behind middleware of a module', ({ gate, behind }) => {
      @Module({})
      class Inner {
        configure(consumer: MiddlewareConsumer): void {
          consumer
            .apply((_request: object, _response: object, next: () => void) => next())
            .forRoutes('{*all}');
        }
      }
      return { imports: [Inner], controllers: [controller(behind, { route: [Get('x'), gate] })] };
    }),
    app('behind a guard of the app that a module provides', ({ gate, behind }) => {
      class Guard extends PassingGuard {}
      Injectable()(Guard);
      return {
        providers: [{ provide: APP_GUARD, useClass: Guard }],
        controllers: [controller(behind, { route: [Get('x'), gate] })],
      };
    }),
    way(
      'behind a guard of the app',
      (gate) => ({ route: [Get('x'), gate] }),
      undefined,
      (nest) => nest.useGlobalGuards(passing),
    ),
    way(
      'with a filter of the app for every error',
      (gate) => ({ route: [Get('x'), gate] }),
      undefined,
      (nest) => nest.useGlobalFilters(new TextFilter()),
    ),
    way(
      'with a prefix of the app',
      (gate) => ({ route: [Get('x'), gate] }),
      { path: '/api/x' },
      (nest) => nest.setGlobalPrefix('api'),
    ),
    way(
      'a version in the path',
      (gate) => ({ controller: [Controller({ path: 'x', version: '1' }), gate], route: [Get()] }),
      { path: '/v1/x' },
      (nest) => nest.enableVersioning({ type: VersioningType.URI }),
    ),
    way(
      'a version that requests do not name',
      (gate) => ({ controller: [Controller({ path: 'x', version: '1' }), gate], route: [Get()] }),
      undefined,
      (nest) => nest.enableVersioning({ type: VersioningType.CUSTOM, extractor: () => '1' }),
    ),
    method(Head('x'), { method: 'HEAD', path: '/x' }),
    method(Options('x'), { method: 'OPTIONS', path: '/x' }),
    way('HEAD to a route of GET', (gate) => ({ route: [Get('x'), gate] }), { method: 'HEAD', path: '/x' }),
    way('POST with a body', (gate) => ({ route: [Post('x'), HttpCode(200), gate] }), {
      method: 'POST',
      path: '/x',
      body: 'a body',
    }),
    way('an encoded path', (gate) => ({ route: [Get(':id'), gate] }), { path: '/%78%2F%2e%2e' }),
    way('a query', (gate) => ({ route: [Get('x'), gate] }), { path: '/x?enabled=1' }),
  ];
}
