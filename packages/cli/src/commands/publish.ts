import { Command } from 'commander';
import type { MakeCommand } from '../command.js';
import { countOfFlags } from '../flags/flag-summary.js';
import { interrupted } from '../interrupted.js';
import type { Invocation } from '../invocation.js';
import { destinationFor } from '../publish/destination.js';
import { publishedDocument } from '../publish/published-document.js';
import { Publisher } from '../publish/publisher.js';
import { reportStates } from '../status/report-states.js';
import { whereIs } from '../store/store-choice.js';
import { printable, printableJson } from '../terminal/printable.js';
import { localTime } from '../terminal/time.js';
import type { FlagsDocument } from '../transfer/document-of.js';
import { noteLeftOut } from '../transfer/left-out.js';
import { wholeNumber } from '../whole-number.js';

interface PublishOptions {
  readonly to: string;
  readonly watch?: boolean;
  readonly maxAge: number;
}

/** `halyard publish`: writes all flags as one file for a CDN, once or after each change. */
export const publishCommand: MakeCommand = (run) =>
  new Command('publish')
    .description('write all flags as one file for a CDN, which the http store follows')
    .requiredOption('--to <place>', 'where to write it: a .json or .yaml file, or s3://bucket/flags.json')
    .option('--watch', 'write it again after each change, until Ctrl-C')
    .option(
      '--max-age <seconds>',
      'how long caches may keep an object in S3',
      wholeNumber('--max-age', [0, 31_536_000], 'seconds'),
      30,
    )
    .addHelpText('after', MORE)
    .action(({ to, watch, maxAge }: PublishOptions, command) =>
      run(command, async (invocation) => {
        const destination = await destinationFor(to, maxAge);
        const flags = await invocation.open();
        const document = await publishedDocument(flags, destination.syntax);
        const isNew = (await destination.stored()) !== document.text;
        if (isNew) await destination.store(document.text);
        report(destination.name, document, isNew, invocation);
        if (watch !== true) return;
        const publisher = new Publisher(
          flags,
          destination,
          {
            published: (later) => report(destination.name, later, true, invocation),
            failed: (reason, againMs) =>
              invocation.note(
                `${localTime(Date.now())} not published: ${reason}; trying again in ${againMs / 1000} s`,
              ),
          },
          document.text,
        );
        flags.onChange(() => publisher.changed());
        // What changed while the first document was stored.
        publisher.changed();
        const stopReporting = reportStates(flags, invocation);
        invocation.note(`watching ${whereIs(invocation.store)}; press Ctrl-C to stop`);
        await interrupted();
        publisher.stop();
        stopReporting();
      }),
    );

const MORE = `
A file is replaced as a whole. An object in S3 needs @aws-sdk/client-s3 installed beside halyard; the region and the credentials
are those that the AWS SDK finds, such as AWS_REGION and AWS_PROFILE. While the store is away, what was published stays.
`;

/** Prints what was published, with `--json` as one line. */
function report(
  to: string,
  { text, count, leftOut }: FlagsDocument,
  isNew: boolean,
  invocation: Invocation,
): void {
  noteLeftOut(leftOut, invocation);
  const at = Date.now();
  const bytes = Buffer.byteLength(text);
  const line = invocation.options.json
    ? printableJson({ at: new Date(at).toISOString(), to, published: isNew, flags: count, bytes })
    : isNew
      ? `${localTime(at)} published ${countOfFlags(count)} (${bytes} bytes) to ${to}`
      : `${to} is up to date with ${countOfFlags(count)}`;
  invocation.terminal.stdout.write(`${printable(line)}\n`);
}
