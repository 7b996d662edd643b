const SHARED: readonly object[] = [
  Object.prototype,
  Array.prototype,
  Function.prototype,
  String.prototype,
  Number.prototype,
  Map.prototype,
  Set.prototype,
  Promise.prototype,
  Error.prototype,
  Object,
  Reflect,
  JSON,
];

/** What every object of the program shares, as it is now: what is not the same later was polluted. */
export function sharedProperties(): readonly (readonly [string | symbol, unknown])[] {
  return SHARED.flatMap((object) =>
    Reflect.ownKeys(object).map((key) => {
      const { value, get } = Object.getOwnPropertyDescriptor(object, key)!;
      return [key, value ?? get] as const;
    }),
  );
}
