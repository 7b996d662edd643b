import type { FeatureFlags } from '@halyard/core';
import { EXIT, type ExitCode } from './exit-codes.js';
import { systemUser } from './store/actor.js';
import { chooseServedStore, chooseStore } from './store/choose-store.js';
import { type Setting, type Settings, settingsOf } from './store/environment.js';
import { assertExists, assertRead, isMissing, openStore, type ServerSettings } from './store/open-store.js';
import { type StoreChoice, type StoreOptions, whereIs } from './store/store-choice.js';
import { chooseTwoStores, type TwoStores, type TwoStoresOptions } from './store/two-stores.js';
import { confirm } from './terminal/confirm.js';
import { type Paint, painter } from './terminal/paint.js';
import { printable, printableJson } from './terminal/printable.js';
import type { Terminal } from './terminal/terminal.js';

/** The options that several commands share. */
export interface CommonOptions extends StoreOptions {
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly actor?: string;
  readonly comment?: string;
  readonly ifVersion?: string;
}

/** One run of one command: its options, its flags and its output. */
export class Invocation {
  readonly terminal: Terminal;
  readonly options: CommonOptions;
  /** For standard output. */
  readonly paint: Paint;
  /** The exit code, unless the command fails. */
  exitCode: ExitCode = EXIT.ok;
  #settings: Settings | undefined;
  readonly #opened: FeatureFlags[] = [];

  constructor(terminal: Terminal, options: CommonOptions) {
    this.terminal = terminal;
    this.options = options;
    this.paint = painter(terminal.stdout, terminal.env);
  }

  /** A variable of the environment or of `.env`; `undefined` when it is empty. `.env` is not read if `--file` is given. */
  variable(name: Setting): string | undefined {
    this.#settings ??=
      this.options.file === undefined
        ? settingsOf(this.terminal.env, (text) => this.note(text))
        : this.terminal.env;
    return this.#settings[name] || undefined;
  }

  /** Where the flags are. Fails if neither an option nor the environment says so. */
  get store(): StoreChoice {
    return chooseStore(this.options, (name) => this.variable(name));
  }

  /** Where the flags of a server are. Fails if neither an option nor the environment says so. */
  servedStore(upstream: string | undefined): StoreChoice {
    const followed = upstream === undefined ? {} : { upstream };
    return chooseServedStore({ ...this.options, ...followed }, (name) => this.variable(name));
  }

  /** Where the flags of a command that compares two stores are. */
  twoStores(options: TwoStoresOptions): TwoStores {
    return chooseTwoStores({ ...this.options, ...options }, (name) => this.variable(name));
  }

  /** Opens the flags, even if they can't be read. They are closed when the command ends. */
  async openUnread(store: StoreChoice = this.store, server: ServerSettings = {}): Promise<FeatureFlags> {
    const flags = await openStore(store, server);
    this.#opened.push(flags);
    return flags;
  }

  /** Opens the flags. Fails with a sentence if they can't be read, or if the file with the flags does not exist. */
  async open(store: StoreChoice = this.store): Promise<FeatureFlags> {
    const flags = await this.openUnread(store);
    assertRead(flags, store);
    assertExists(store);
    return flags;
  }

  /** The same for a command that stores flags, and creates the file with the flags. */
  async openToStore(store: StoreChoice = this.store): Promise<FeatureFlags> {
    const flags = await this.openUnread(store);
    assertRead(flags, store);
    if (isMissing(store)) this.note(`${whereIs(store)} does not exist yet`);
    return flags;
  }

  /** The author, the reason and the condition of a write. */
  get authorship(): { actor: string; comment?: string; ifVersion?: string } {
    const { actor = systemUser(this.terminal.env), comment, ifVersion } = this.options;
    return {
      actor,
      ...(comment === undefined ? {} : { comment }),
      ...(ifVersion === undefined ? {} : { ifVersion }),
    };
  }

  /** Prints the result: `json` with `--json`, else the text from `people`, which must be printable. */
  show(json: unknown, people: () => string): void {
    const text = this.options.json ? printableJson(json, 2) : people();
    if (text !== '') this.terminal.stdout.write(`${text}\n`);
  }

  /** Prints a message on standard error. */
  note(text: string): void {
    this.terminal.stderr.write(`${printable(text)}\n`);
  }

  /** Resolves if `--yes` is set or the user confirms. Fails otherwise. */
  async confirm(question: string): Promise<void> {
    if (this.options.yes !== true) await confirm(this.terminal, question);
  }

  /** The width of a line in characters; `undefined` if unlimited. */
  get width(): number | undefined {
    return this.terminal.stdout.isTTY ? this.terminal.stdout.columns : undefined;
  }

  async close(): Promise<void> {
    await Promise.all(this.#opened.map((flags) => flags.close()));
  }
}
