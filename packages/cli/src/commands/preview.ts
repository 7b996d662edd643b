import { type Override, signedOverrides } from '@halyard/core';
import { readJson } from '@halyard/core/store';
import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { durationOf } from '../flags/duration.js';
import { printable } from '../terminal/printable.js';

interface PreviewOptions {
  readonly for: string;
  readonly link?: string;
}

/** `halyard preview`: signs overrides for the requests of one tester. Needs no flags, only the key of the app. */
export const previewCommand: MakeCommand = (run) =>
  new Command('preview')
    .description('sign overrides for the requests of one tester')
    .argument('<overrides...>', 'such as new_checkout=on, layout=rich (a variant) or page_size=50 (a value)')
    .option('--for <duration>', 'how long they are good, such as 30m, 1h or 2d; at most 7d', '1h')
    .option('--link <url>', 'the preview route of the app, to print a link (default: HALYARD_PREVIEW_URL)')
    .action((pairs: string[], options: PreviewOptions, command) =>
      run(command, async (invocation) => {
        const key = invocation.variable('HALYARD_PREVIEW_KEY');
        if (key === undefined) {
          const sentence = 'set HALYARD_PREVIEW_KEY to the first key that the app gives to signedOverrides()';
          throw new CommandError(EXIT.usage, sentence);
        }
        const given = overridesOf(pairs);
        const forMs = durationOf('--for', options.for);
        const signed = signedOverrides({ keys: [key], allow: [...given.keys()] });
        const token = await signed.sign(given, { forMs });
        const { expires = 0 } = await signed.read(token);
        const until = new Date(expires).toISOString();
        const route = options.link ?? invocation.variable('HALYARD_PREVIEW_URL');
        const link = route === undefined ? {} : { link: linkTo(route, token) };
        const preview = { token, ...link, cookie: signed.cookie, header: signed.header, until };
        invocation.show(preview, () => {
          const lines = [`cookie  ${signed.cookie}=${token}`, `header  ${signed.header}: ${token}`];
          if (link.link !== undefined) lines.unshift(`link    ${link.link}`);
          return [...lines, `until   ${until}`].map(printable).join('\n');
        });
      }),
    );

function overridesOf(pairs: readonly string[]): ReadonlyMap<string, Override> {
  return new Map(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      if (equals > 0) return [pair.slice(0, equals), overrideOf(pair.slice(equals + 1))];
      const form = 'an override must have the form flag=value, such as new_checkout=on';
      throw new CommandError(EXIT.usage, `${form}, received "${pair}"`);
    }),
  );
}

/** On, off, a value if the text is JSON, else the name of a variant. */
function overrideOf(text: string): Override {
  if (text === 'on' || text === 'true') return true;
  if (text === 'off' || text === 'false') return false;
  const json = readJson(text);
  return 'value' in json ? ({ value: json.value } as Override) : text;
}

function linkTo(route: string, token: string): string {
  if (!URL.canParse(route)) {
    const sentence = `--link must be a URL such as https://shop.example.com/preview, received "${route}"`;
    throw new CommandError(EXIT.usage, sentence);
  }
  const url = new URL(route);
  url.searchParams.set('token', token);
  return url.href;
}
