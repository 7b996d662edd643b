/** The names of what Halyard keeps in a database. Names of triggers and functions begin with `flags` too. */
export interface TableNames {
  /** One row a flag. */
  readonly flags: string;
  /** One row a change. */
  readonly history: string;
  /** One row: the version of the schema. */
  readonly meta: string;
  /** One row a flag that was used. */
  readonly usage: string;
  /** The function, procedure or view that stores changes. */
  readonly write: string;
}

/** A name that needs no quotes anywhere, and leaves room for what follows it. */
const NAME = /^[A-Za-z_]\w{0,39}$/;

/** What the option `table` must be, or `undefined` when it is that. */
export function tableProblem(table: unknown): string | undefined {
  if (typeof table === 'string' && NAME.test(table)) return undefined;
  return 'a name of at most 40 letters, digits and underscores';
}

/** The names that go with a table of flags. */
export function tableNames(table: string): TableNames {
  return {
    flags: table,
    history: `${table}_history`,
    meta: `${table}_meta`,
    usage: `${table}_usage`,
    write: `${table}_write`,
  };
}
