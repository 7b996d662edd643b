/** The name of the flag that is asked for. */
export const FLAG = 'worst';

/**
 * What is evaluated: `flags`, pairs of name and text, and the JSON texts of the `contexts`, which take turns. `parts` are
 * families with values for their genes; they share the limits equally.
 */
export function makeWorld(parts, limits) {
  const rules = [];
  const requires = [];
  const contexts = [];
  const others = new Map();
  for (const [i, { family, genes }] of parts.entries()) {
    const made = family.make({
      attribute: 'abc'[i],
      genes,
      bytes: Math.floor((limits.definition - 40) / parts.length),
      contextBytes: Math.floor((limits.context - 20) / parts.length),
      rules: Math.max(1, Math.floor(Math.min(limits.rules, limits.definition / 60) / parts.length)),
    });
    rules.push(...made.rules);
    requires.push(...(made.requires ?? []));
    contexts.push(made.contexts);
    for (const [name, definition] of made.others ?? []) others.set(name, definition);
  }
  const root = requires.length > 0 ? { requires, rules } : { rules };
  const flags = [[FLAG, root], ...others].map(([name, definition]) => [name, JSON.stringify(definition)]);
  return { flags, contexts: merged(contexts).map((context) => JSON.stringify(context)) };
}

/** The attributes of all parts together; where one has more contexts than another, those of the other begin again. */
function merged(ofParts) {
  const count = Math.max(...ofParts.map(({ length }) => length));
  return Array.from({ length: count }, (_, i) =>
    Object.assign({}, ...ofParts.map((contexts) => contexts[i % contexts.length])),
  );
}

/** How large a world is: bytes of all definitions and of a context, and how many flags and segments there are. */
export function sizeOf({ flags, contexts }) {
  return {
    definitionBytes: flags.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0),
    contextBytes: Buffer.byteLength(contexts[0]),
    flags: flags.length,
  };
}

/** Parts in words that `one.mjs` takes: `contains {"length":7} versions {}`. Only what differs from the start is said. */
export function describe(parts) {
  return parts
    .map(({ family, genes }) => {
      const changed = Object.entries(genes).filter(([name, value]) => value !== family.genes[name].first);
      return changed.length === 0
        ? family.id
        : `${family.id} '${JSON.stringify(Object.fromEntries(changed))}'`;
    })
    .join(' ');
}
