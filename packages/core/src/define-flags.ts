import { HalyardError } from './errors.js';
import type { JsonValue } from './flag/definition.js';
import { nameProblem } from './flag/name.js';
import { check, checkOptions, type OptionCheck } from './options.js';

/** What the code knows of a flag that it uses. */
export interface FlagDeclaration<Value = JsonValue> {
  /** The answer while no backend has the flag; its type is the flag's type. */
  readonly default: Value;
  readonly description?: string;
  readonly owner?: string;
  /** The day (`YYYY-MM-DD`) by which the flag is to be gone from the code. */
  readonly expires?: string;
  /** `true`: never counts as stale. @default false */
  readonly permanent?: boolean;
}

/** Flag names and the types of their values. */
export type FlagTypes = Readonly<Record<string, unknown>>;

/** The flags that a program declares, with their types. Made by {@link defineFlags}. */
export interface DefinedFlags<Types extends FlagTypes = FlagTypes> {
  readonly declarations: ReadonlyMap<string, FlagDeclaration>;
  /** Only for the compiler: never there at run time. */
  readonly types?: Types;
}

/**
 * Declares the flags that a program uses: their names and value types for the compiler, and their defaults for the
 * time when no backend has them. Throws `INVALID_NAME` or `INVALID_OPTION` for a bad declaration.
 *
 * ```ts
 * export const appFlags = defineFlags({
 *   new_checkout: { default: false, owner: 'team-checkout', expires: '2027-01-31' },
 *   page_size: { default: 20 },
 * });
 * ```
 */
export function defineFlags<const Declarations extends Readonly<Record<string, FlagDeclaration>>>(
  declarations: Declarations,
): DefinedFlags<{ readonly [Name in keyof Declarations]: Widen<Declarations[Name]['default']> }> {
  for (const [name, declaration] of Object.entries(declarations)) {
    const problem = nameProblem(name);
    if (problem !== undefined) throw new HalyardError('INVALID_NAME', `defineFlags: ${problem}`);
    checkOptions(`defineFlags: flag "${name}"`, declaration, declarationChecks);
    if (declaration?.default === undefined) {
      throw new HalyardError('INVALID_OPTION', `defineFlags: flag "${name}" needs a default`);
    }
  }
  return { declarations: new Map(Object.entries(declarations)) };
}

const declarationChecks = {
  default: check.any,
  description: check.string,
  owner: check.string,
  expires: check.string,
  permanent: check.boolean,
} satisfies Record<keyof FlagDeclaration, OptionCheck>;

/** `20` as `number`, `'a'` as `string`; a union of texts stays what it is, since somebody wrote it down. */
export type Widen<T> = T extends boolean
  ? boolean
  : T extends number
    ? number
    : [T] extends [string]
      ? IsUnion<T> extends true
        ? T
        : string
      : T;

type IsUnion<T, Whole = T> = [T] extends [never]
  ? false
  : T extends Whole
    ? [Whole] extends [T]
      ? false
      : true
    : false;

/**
 * Where a program says once what its flags are, for every gate and every `req.flags`:
 *
 * ```ts
 * declare module '@halyard/core' {
 *   interface Register { flags: typeof appFlags }
 * }
 * ```
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- an interface, because only that can be augmented
export interface Register {}

/** The types of the registered flags; without a registration any name, with any value. */
export type RegisteredFlags = Register extends { flags: DefinedFlags<infer Types> }
  ? Types
  : Readonly<Record<string, JsonValue>>;

/** The names that a program may ask for. */
export type FlagName<Types extends FlagTypes = RegisteredFlags> = keyof Types & string;

/** The type of a flag's value: as declared, else that of the fallback. */
export type FlagValue<
  Types extends FlagTypes,
  Name extends FlagName<Types>,
  Fallback,
> = string extends keyof Types ? Widen<Fallback> : Types[Name];
