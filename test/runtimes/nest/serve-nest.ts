import type { RunningApp } from '@halyard/conformance';
import {
  Catch,
  type ArgumentsHost,
  type INestApplication,
  Module,
  type ModuleMetadata,
} from '@nestjs/common';
import { BaseExceptionFilter, NestFactory } from '@nestjs/core';
import type { Platform } from './platforms.js';

/** Tells of each error, and has Nest answer it. */
@Catch()
class RecordingFilter extends BaseExceptionFilter {
  readonly #onError: (error: unknown) => void;

  constructor(app: INestApplication, onError: (error: unknown) => void) {
    super(app.getHttpAdapter());
    this.#onError = onError;
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    this.#onError(error);
    super.catch(error, host);
  }
}

/** Starts an app whose root module has this in it. */
export async function serveNest(
  platform: Platform,
  metadata: ModuleMetadata,
  configure: (app: INestApplication) => unknown = () => {},
  onError: (error: unknown) => void = () => {},
): Promise<RunningApp & { readonly app: INestApplication }> {
  const app = await NestFactory.create(moduleOf(metadata), platform.adapter(), {
    logger: false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.useGlobalFilters(new RecordingFilter(app, onError));
  await configure(app);
  await app.listen(0, '127.0.0.1');
  return { app, origin: await app.getUrl(), close: () => app.close() };
}

/** A root module. */
export function moduleOf(metadata: ModuleMetadata): new () => object {
  @Module(metadata)
  class RootModule {}
  return RootModule;
}
