/** The floor for flags that depend on nobody: a bare `Map.get`. */
export const contender = {
  title: 'Map.get',
  evaluates: 'a name to a boolean',
  leavesOut: 'all else',
  definitions: ({ flags }) => flags.map(({ name }) => [name, true]),
  async open(entries) {
    const flags = new Map(entries);
    return {
      plain: (name) => flags.get(name) === true,
      unknown: (name) => flags.get(name) === true,
    };
  },
};
