import type { IncomingMessage } from 'node:http';
import type { AdapterSubject, Mounting, RunningApp } from '@halyard/conformance';
import type { FeatureFlags, RequestFlags } from '@halyard/core';
import { findView, type MountOptions } from '@halyard/core/adapter';
import { FlagGate, FlagsModule, KillSwitch, requestFlags } from '@halyard/nest';
import { All, type DynamicModule, NotFoundException, UseGuards } from '@nestjs/common';
import { controller } from './controller.js';
import type { Platform } from './platforms.js';
import { serveNest } from './serve-nest.js';
import { type NestMiddleware, type SuiteFunction, suiteFunction, suiteGuard } from './suite-handler.js';

/** The suite's way to Nest on this platform. */
export function nestSubject(
  platform: Platform,
  mountings: readonly Mounting<NestMiddleware>[],
): AdapterSubject<NestMiddleware, object> {
  return {
    name: `Nest on ${platform.name}`,
    adapter: {
      featureFlags: (flags: FeatureFlags, options: MountOptions<object>) =>
        FlagsModule.forRoot({ ...options, flags }),
      makeFlagGate: FlagGate,
      makeKillSwitch: KillSwitch,
      requestFlags,
    } as AdapterSubject<NestMiddleware, object>['adapter'],
    mountings,
    middleware: suiteFunction,
    serve: (all, onError) => serveInOrder(platform, all, onError),
    flags: (request) => findView(request) as RequestFlags,
    header: (request, name) => (request as IncomingMessage).headers[name] as string | undefined,
    lacks: {
      next: 'a guard has no next()',
      handlers: 'a route of Nest is a method, and a gate its decorator',
      remounting: 'a module is mounted before all guards',
    },
  };
}

/** Modules, then gates and handlers as guards of one route, which is the last handler. */
function serveInOrder(
  platform: Platform,
  all: readonly NestMiddleware[],
  onError: (error: unknown) => void,
): Promise<RunningApp> {
  const imports = all.filter((each) => 'module' in each) as DynamicModule[];
  const rest = all.filter((each) => !('module' in each));
  const last = rest.at(-1);
  const answers = last !== undefined && 'handler' in last;
  const guards = answers ? rest.slice(0, -1) : rest;
  const route = controller(answers ? last : nothing, { route: [All(), ...guards.map(decorator)] });
  return serveNest(platform, { imports, controllers: [route] }, undefined, onError);
}

/** What each of these makes of a route. */
function decorator(each: NestMiddleware): MethodDecorator {
  return 'handler' in each ? UseGuards(suiteGuard(each)) : (each as MethodDecorator);
}

const nothing: SuiteFunction = suiteFunction(() => {
  throw new NotFoundException();
});
