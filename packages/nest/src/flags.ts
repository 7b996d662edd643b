import { HalyardError, type RequestFlags } from '@halyard/core';
import { findView } from '@halyard/core/adapter';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { httpRequest } from './http-request.js';

const RequestView = createParamDecorator((_data: unknown, context: ExecutionContext): RequestFlags => {
  const view = findView(httpRequest('@Flags()', context));
  if (view !== undefined) return view as RequestFlags;
  throw new HalyardError('NO_FLAGS', '@Flags(): FlagsModule.forRoot({ flags }) is not imported in this app');
});

/**
 * The flags as this request sees them, for a parameter of type `RequestFlags`: one snapshot and one context for the whole
 * request. The handler is not called, and the app's exception filters get `NO_FLAGS`, where the app does not import
 * {@link FlagsModule}.
 *
 * ```ts
 * @Get()
 * list(@Flags() flags: RequestFlags) {
 *   return this.catalogue.page(flags.getValue('page_size', 20));
 * }
 * ```
 */
export function Flags(): ParameterDecorator {
  return RequestView();
}
