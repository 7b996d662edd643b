import type { IncomingHttpHeaders } from 'node:http';
import type { FeatureFlags, FlagTypes, RegisteredFlags } from '@halyard/core';
import type * as core from '@halyard/core/adapter';
import type {
  ExecutionContext,
  InjectionToken,
  ModuleMetadata,
  OptionalFactoryDependency,
} from '@nestjs/common';

/** What requests of Express and of Fastify have in common. A context function may name the type of one of them instead. */
export interface HttpRequest {
  /** Such as `GET`. */
  readonly method: string;
  /** The path with the query. */
  readonly url: string;
  /** By their names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** The address of the client, as the platform knows it. */
  readonly ip?: string;
}

/** A decorator for a controller, which covers all its routes, or for one of them. */
export type GateDecorator = ClassDecorator & MethodDecorator;

/**
 * Answers a request that a gate closed, through the platform's response: `context.switchToHttp().getResponse()`. May be
 * asynchronous. What it throws goes to the app's exception filters: `throw new NotFoundException()` gives the app's own
 * 404. What it returns is not used.
 */
export type ClosedHandler = (context: ExecutionContext) => unknown;

/** The options of {@link FlagsModule.forRoot}. */
export interface FlagsModuleOptions<
  Types extends FlagTypes = RegisteredFlags,
  Request extends object = HttpRequest,
> extends core.MountOptions<Request> {
  /** The service, open. The app closes it. */
  readonly flags: FeatureFlags<Types>;
}

/** The options of {@link FlagsModule.forRootAsync}. */
export interface FlagsModuleAsyncOptions<
  Types extends FlagTypes = RegisteredFlags,
  Request extends object = HttpRequest,
> extends Pick<ModuleMetadata, 'imports'> {
  /** What `useFactory` is given. @default nothing */
  readonly inject?: readonly (InjectionToken | OptionalFactoryDependency)[];
  /** Opens the service. The module closes it when the app closes. */
  readonly useFactory: (
    ...injected: never[]
  ) => FlagsModuleOptions<Types, Request> | Promise<FlagsModuleOptions<Types, Request>>;
}

/** The options of {@link FlagGate}. */
export type GateOptions<
  Types extends FlagTypes = RegisteredFlags,
  Request extends object = HttpRequest,
> = core.GateOptions<Request, ClosedHandler, FeatureFlags<Types>>;

/** The options of {@link KillSwitch}. */
export type KillSwitchOptions<
  Types extends FlagTypes = RegisteredFlags,
  Request extends object = HttpRequest,
> = core.KillSwitchOptions<Request, ClosedHandler, FeatureFlags<Types>>;
