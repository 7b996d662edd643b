import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { Gate } from '@halyard/core/adapter';
import { UseGuards } from '@nestjs/common';
import { GateGuard } from './gate-guard.js';
import type { GateDecorator, GateOptions, HttpRequest } from './options.js';

/**
 * Lets requests through to a controller or a route while the flag is on, and answers 404 while it is not. It is a guard:
 * behind a closed gate no later guard, interceptor, pipe or handler runs. Needs {@link FlagsModule}, or the option `flags`.
 * Throws `INVALID_NAME` or `INVALID_OPTION` at once for a wrong name or option.
 *
 * ```ts
 * @Controller('checkout')
 * @FlagGate('new_checkout')
 * class CheckoutController {}
 * ```
 */
export function FlagGate<Types extends FlagTypes = RegisteredFlags, Request extends object = HttpRequest>(
  name: NoInfer<FlagName<Types>>,
  options: GateOptions<Types, Request> = {},
): GateDecorator {
  return UseGuards(new GateGuard(new Gate('flagGate', name, options, 'FlagGate')));
}
