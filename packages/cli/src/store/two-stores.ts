import type { Command } from 'commander';
import { resolve } from 'node:path';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { storeAt } from './store-at-url.js';
import { type StoreChoice, type StoreOptions, type Variable, whereIs } from './store-choice.js';

/** The options of a command that compares two stores. */
export interface TwoStoresOptions {
  readonly from: string;
  readonly fromToken?: string;
  readonly fromKey?: string;
  readonly fromTable?: string;
  readonly to: string;
  readonly toToken?: string;
  readonly toKey?: string;
  readonly toTable?: string;
}

/** Two stores, which are not the same one. */
export interface TwoStores {
  readonly from: StoreChoice;
  readonly to: StoreChoice;
}

/** Adds the options that say where two stores are. `from` and `to`: what each is for. */
export function withTwoStores(
  command: Command,
  { from, to }: Readonly<Record<'from' | 'to', string>>,
): Command {
  return command
    .requiredOption('--from <url>', `${from} at this URL, or in this JSON or YAML file`)
    .option('--from-token <token>', 'the token for an API at --from (default: HALYARD_FROM_TOKEN)')
    .option('--from-key <name>', 'the hash in Redis at --from (default: "feature_flags")')
    .option('--from-table <name>', 'the table in a SQL database at --from (default: "feature_flags")')
    .requiredOption('--to <url>', `${to} at this URL, or in this file`)
    .option('--to-token <token>', 'the token for an API at --to (default: HALYARD_TO_TOKEN)')
    .option('--to-key <name>', 'the hash in Redis at --to (default: "feature_flags")')
    .option('--to-table <name>', 'the table in a SQL database at --to (default: "feature_flags")');
}

/** The stores of `--from` and `--to`. Fails for options that say where one store is, and if both are the same. */
export function chooseTwoStores(options: TwoStoresOptions & StoreOptions, variable: Variable): TwoStores {
  for (const [name, option] of ONE_STORE) {
    if (options[name] === undefined) continue;
    throw new CommandError(EXIT.usage, `--from and --to say where the flags are: leave out ${option}`);
  }
  const { fromToken: token, fromKey: key, fromTable: table } = options;
  const from = storeOf('from', options.from, defined({ token, key, table }), variable);
  const to = storeOf(
    'to',
    options.to,
    defined({ token: options.toToken, key: options.toKey, table: options.toTable }),
    variable,
  );
  if (addressOf(from) === addressOf(to)) {
    throw new CommandError(EXIT.usage, `--from and --to are the same store: ${nameOf(to)}`);
  }
  return { from, to };
}

/** The location of a store, without the password, and with the hash or table if it is not the default one. */
export function nameOf(choice: StoreChoice): string {
  const part = choice.kind === 'redis' ? choice.key : choice.kind === 'sql' ? choice.table : 'feature_flags';
  return part === 'feature_flags' ? whereIs(choice) : `${whereIs(choice)} (${part})`;
}

const ONE_STORE = [
  ['file', '--file'],
  ['url', '--url'],
  ['token', '--token, and pass --from-token or --to-token'],
  ['key', '--key, and pass --from-key or --to-key'],
  ['table', '--table, and pass --from-table or --to-table'],
  ['forcePrefix', '--force-prefix'],
] as const satisfies readonly (readonly [keyof StoreOptions, string])[];

type Part = Pick<StoreOptions, 'token' | 'key' | 'table'>;

function storeOf(side: 'from' | 'to', text: string, part: Part, variable: Variable): StoreChoice {
  if (isFile(text)) {
    const [given] = Object.keys(part);
    if (given === undefined) return { kind: 'file', path: text };
    throw new CommandError(EXIT.usage, `--${side} is a file: leave out --${side}-${given}`);
  }
  const token = side === 'from' ? 'HALYARD_FROM_TOKEN' : 'HALYARD_TO_TOKEN';
  return storeAt({ text, source: `--${side}`, token, prefix: `${side}-` }, part, variable);
}

function isFile(text: string): boolean {
  return !/^[a-z][a-z\d+.-]*:/i.test(text) && /\.(?:json|ya?ml)$/i.test(text);
}

function defined(part: { readonly [Name in keyof Part]: string | undefined }): Part {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
}

function addressOf(choice: StoreChoice): string {
  return choice.kind === 'file' ? resolve(choice.path) : nameOf(choice);
}
