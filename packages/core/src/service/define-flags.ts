import { HalyardError } from '../base/errors.js';
import type { EvaluationContext } from '../evaluation/evaluation.js';
import { parseFlag } from '../evaluation/parse-flag.js';
import { FLAG_KINDS, type FlagKind, type JsonValue } from '../flag/definition.js';
import { nameProblem } from '../flag/name.js';
import { check, checkOptions, type OptionCheck } from '../base/options.js';

/** What the code knows of a flag that it uses. */
export interface FlagDeclaration<Value = JsonValue> {
  /** The answer while no backend has the flag; its type is the flag's type. */
  readonly default: Value;
  /** What sort of flag it is, as in a definition. @default "release" */
  readonly kind?: FlagKind;
  /** What the flag is for. */
  readonly description?: string;
  /** Who to ask about it. */
  readonly owner?: string;
  /** The day (`YYYY-MM-DD`) by which the flag is to be gone from the code. */
  readonly expires?: string;
  /** `true`: never counts as stale. @default true for the kinds `kill-switch` and `permission`, else false */
  readonly permanent?: boolean;
}

/** Flag names and the types of their values. */
export type FlagTypes = Readonly<Record<string, unknown>>;

/** The flags that a program declares, with their types. Made by {@link defineFlags}. */
export interface DefinedFlags<Types extends FlagTypes = FlagTypes> {
  /** The declarations by name. */
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
    // A declaration is a definition too: switching the flag stores it.
    const invalid = parseFlag(name, JSON.stringify(declaration)).problem;
    if (invalid !== undefined) {
      throw new HalyardError('INVALID_OPTION', `defineFlags: flag "${name}": ${invalid}`);
    }
  }
  return { declarations: new Map(Object.entries(declarations)) };
}

const declarationChecks = {
  default: check.any,
  kind: check.oneOf(...FLAG_KINDS),
  description: check.string,
  owner: check.string,
  expires: check.string,
  permanent: check.boolean,
} satisfies Record<keyof FlagDeclaration, OptionCheck>;

/**
 * `20` as `number`, `'a'` as `string`, `{ color: 'red' }` as `{ color: string }`; a union of texts or numbers stays what
 * it is, since it was written down. The items of a list are a union in any case, so each of them is widened by itself.
 * `Whole` is `T` before its members are looked at one by one.
 */
export type Widen<T, Whole = T> = [T] extends [boolean]
  ? boolean
  : [T] extends [readonly (infer Item)[]]
    ? readonly (Item extends unknown ? Widen<Item> : never)[]
    : [T] extends [object]
      ? { readonly [Key in keyof T]: Widen<T[Key]> }
      : T extends number | string
        ? [Whole] extends [T]
          ? T extends number
            ? number
            : string
          : T
        : T;

/**
 * Where a program says once what its flags are, and what its contexts hold, for every gate and every `req.flags`:
 *
 * ```ts
 * declare module '@halyard/core' {
 *   interface Register { flags: typeof appFlags; context: { targetingKey?: string; plan?: 'free' | 'pro' } }
 * }
 * ```
 */
// oxlint-disable-next-line typescript/no-empty-object-type -- an interface, because only that can be augmented
export interface Register {}

/** The types of the registered flags; without a registration any name, with any value. */
export type RegisteredFlags = Register extends { flags: DefinedFlags<infer Types> }
  ? Types
  : Readonly<Record<string, JsonValue>>;

/** The registered type of contexts; without a registration any attributes. */
export type RegisteredContext = Register extends { context: infer Context extends object }
  ? Context
  : EvaluationContext;

/** The names that a program may ask for. */
export type FlagName<Types extends FlagTypes = RegisteredFlags> = keyof Types & string;

/** Any text, without hiding the declared names from completion. */
export type AnyName<Types extends FlagTypes = RegisteredFlags> = FlagName<Types> | (string & {});

/**
 * `Name` if it is one that a program may ask for. If not, the type of a sentence: so the compiler's error has the one name
 * that is wrong, and not the list of all that are right.
 */
export type KnownName<Types extends FlagTypes, Name extends string> =
  Name extends FlagName<Types> ? Name : `no declared flag is called "${Name}"`;

/** The names that a program has declared, which need no fallback; none without a declaration. */
export type DeclaredName<Types extends FlagTypes = RegisteredFlags> = string extends keyof Types
  ? never
  : FlagName<Types>;

/** The type of a flag's value: as declared, else that of the fallback. */
export type FlagValue<Types extends FlagTypes, Name extends string, Fallback> = string extends keyof Types
  ? Widen<Fallback>
  : Types[Name & keyof Types];
