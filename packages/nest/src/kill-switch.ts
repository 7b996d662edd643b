import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { Gate } from '@halyard/core/adapter';
import { UseGuards } from '@nestjs/common';
import { GateGuard } from './gate-guard.js';
import type { GateDecorator, HttpRequest, KillSwitchOptions } from './options.js';

/**
 * Lets requests through to a controller or a route until the flag is on, then answers 503 with `Retry-After`. An unknown
 * flag switches nothing off, unless `default` says so. Throws like {@link FlagGate}.
 *
 * ```ts
 * @Get('export')
 * @KillSwitch('export_down', { retryAfterSeconds: 120 })
 * export(): Promise<Report> {}
 * ```
 */
export function KillSwitch<Types extends FlagTypes = RegisteredFlags, Request extends object = HttpRequest>(
  name: NoInfer<FlagName<Types>>,
  options: KillSwitchOptions<Types, Request> = {},
): GateDecorator {
  return UseGuards(new GateGuard(new Gate('killSwitch', name, options, 'KillSwitch')));
}
