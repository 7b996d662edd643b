import { SCHEMA_VERSION } from '../../schema-version.js';
import type { TableNames } from '../table-names.js';

/** How `write` fails when a flag has another text than expected. */
export const CONFLICT = 'halyard: another text is stored';

/** What `write` takes of a change. */
export const CHANGE_COLUMNS = ['name', 'text', 'guarded', 'expected', 'actor', 'comment'] as const;

const NOW = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`;

/** The statements that create what is missing. */
export function sqliteMigration(names: TableNames): readonly string[] {
  return [...tables(names), ...triggers(names), ...write(names)];
}

function tables({ flags, history, meta, usage }: TableNames): readonly string[] {
  return [
    `CREATE TABLE IF NOT EXISTS "${flags}" (
  name TEXT NOT NULL PRIMARY KEY,
  text TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  created TEXT NOT NULL DEFAULT (${NOW}),
  updated TEXT NOT NULL DEFAULT (${NOW})
) STRICT`,
    `CREATE TABLE IF NOT EXISTS "${history}" (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL DEFAULT (${NOW}),
  name TEXT NOT NULL,
  text_before TEXT,
  text_after TEXT,
  actor TEXT,
  comment TEXT
) STRICT`,
    `CREATE INDEX IF NOT EXISTS "${history}_name" ON "${history}" (name, id)`,
    `CREATE TABLE IF NOT EXISTS "${usage}" (
  name TEXT NOT NULL PRIMARY KEY,
  since INTEGER NOT NULL,
  last_used INTEGER NOT NULL,
  evaluations INTEGER NOT NULL,
  processes INTEGER NOT NULL,
  evaluations_before INTEGER NOT NULL DEFAULT 0,
  processes_before INTEGER NOT NULL DEFAULT 0
) STRICT`,
    // The author of a write is there while it runs: a trigger has no other way to learn it.
    `CREATE TABLE IF NOT EXISTS "${meta}" (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  schema_version INTEGER NOT NULL,
  actor TEXT,
  comment TEXT
) STRICT`,
    `INSERT INTO "${meta}" (only_row, schema_version) VALUES (1, ${SCHEMA_VERSION})
ON CONFLICT (only_row) DO UPDATE SET schema_version = max(schema_version, excluded.schema_version)`,
  ];
}

function triggers({ flags, history, meta }: TableNames): readonly string[] {
  const author = `(SELECT actor FROM "${meta}"), (SELECT comment FROM "${meta}")`;
  const entry = `INSERT INTO "${history}" (name, text_before, text_after, actor, comment)`;
  // INSERT OR REPLACE deletes the row that was there without a trigger.
  const replaced = `(SELECT text_after FROM "${history}" WHERE name = NEW.name ORDER BY id DESC LIMIT 1)`;
  return [
    `CREATE TRIGGER IF NOT EXISTS "${flags}_inserted" AFTER INSERT ON "${flags}" BEGIN
  ${entry} SELECT NEW.name, ${replaced}, NEW.text, ${author} WHERE ${replaced} IS NOT NEW.text;
END`,
    `CREATE TRIGGER IF NOT EXISTS "${flags}_updated" AFTER UPDATE OF name, text ON "${flags}"
WHEN OLD.text IS NOT NEW.text OR OLD.name IS NOT NEW.name BEGIN
  ${entry} SELECT OLD.name, OLD.text, NULL, ${author} WHERE OLD.name IS NOT NEW.name;
  ${entry} SELECT NEW.name, iif(OLD.name IS NEW.name, OLD.text, NULL), NEW.text, ${author};
  UPDATE "${flags}" SET version = OLD.version + 1, updated = ${NOW} WHERE name = NEW.name;
END`,
    `CREATE TRIGGER IF NOT EXISTS "${flags}_deleted" AFTER DELETE ON "${flags}" BEGIN
  ${entry} SELECT OLD.name, OLD.text, NULL, ${author};
END`,
  ];
}

/** A view that takes changes: all rows of one INSERT are stored, or none. */
function write({ flags, meta, write: name }: TableNames): readonly string[] {
  return [
    `CREATE VIEW IF NOT EXISTS "${name}" AS SELECT ${CHANGE_COLUMNS.map((each) => `NULL AS ${each}`).join(', ')} WHERE 0`,
    `CREATE TRIGGER IF NOT EXISTS "${name}_one" INSTEAD OF INSERT ON "${name}" BEGIN
  SELECT RAISE(ABORT, '${CONFLICT}')
  WHERE NEW.guarded AND NEW.expected IS NOT (SELECT text FROM "${flags}" WHERE name = NEW.name);
  UPDATE "${meta}" SET actor = NEW.actor, comment = NEW.comment;
  DELETE FROM "${flags}" WHERE name = NEW.name AND NEW.text IS NULL;
  INSERT INTO "${flags}" (name, text) SELECT NEW.name, NEW.text WHERE NEW.text IS NOT NULL
  ON CONFLICT (name) DO UPDATE SET text = excluded.text WHERE "${flags}".text IS NOT excluded.text;
  UPDATE "${meta}" SET actor = NULL, comment = NULL;
END`,
  ];
}
