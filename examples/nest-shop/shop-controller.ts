import type { RequestFlags } from '@halyard/core';
import { FlagGate, Flags } from '@halyard/nest';
import { Controller, Get, Headers } from '@nestjs/common';

/** The pages of the shop. */
@Controller()
export class ShopController {
  @Get()
  home(@Flags() flags: RequestFlags): object {
    return {
      on: flags.enabledFlags(),
      try: ['/checkout', '/checkout/express', '/beta', '/legacy/orders'],
    };
  }

  // One address, two answers: the new one for users who have the flag.
  @Get('checkout')
  checkout(@Flags() flags: RequestFlags): string {
    return flags.isEnabled('new_checkout')
      ? 'the new checkout, on one page\n'
      : 'the old checkout, in five steps\n';
  }

  // 404 until the flag is on.
  @Get('checkout/express')
  @FlagGate('new_checkout')
  buy(): string {
    return 'bought\n';
  }

  // For some users: FEATURE_BETA=users:alice,bob
  @Get('beta')
  @FlagGate('beta', { statusCode: 403, code: 'BETA_ONLY', detail: 'Ask for an invitation.' })
  beta(@Headers('x-user') user: string): string {
    return `welcome to the beta, ${user}\n`;
  }
}
