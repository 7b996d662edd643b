import { SCHEMA_VERSION } from '../../schema-version.js';
import type { TableNames } from '../table-names.js';

/** The channel of the notifications. Their payload is a JSON list of names, or empty where they are too many. */
export function channelOf({ flags }: TableNames): string {
  return `halyard:${flags}`;
}

/** What begins here would be repeated in each function: it runs with the rights of the owner, in the schema of the tables. */
const OF_OWNER = 'LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT';

/** One statement, and so one transaction. */
export function postgresMigration(names: TableNames): string {
  return `DO $migration$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('halyard migration'), hashtext('${names.flags}'));
  -- The functions keep this path: no table of another schema, or of a session, can take the place of one of these.
  PERFORM set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);
${tables(names)}
${writersWait(names)}
${stamp(names)}
${log(names)}
${triggers(names)}
${write(names)}
END
$migration$`;
}

function tables({ flags, history, meta, usage }: TableNames): string {
  return `
  CREATE TABLE IF NOT EXISTS "${flags}" (
    name text PRIMARY KEY,
    text text NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    created timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  CREATE TABLE IF NOT EXISTS "${history}" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    name text NOT NULL,
    text_before text,
    text_after text,
    actor text,
    comment text
  );
  CREATE INDEX IF NOT EXISTS "${history}_name" ON "${history}" (name, id);
  CREATE TABLE IF NOT EXISTS "${meta}" (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    schema_version integer NOT NULL
  );
  CREATE TABLE IF NOT EXISTS "${usage}" (
    name text PRIMARY KEY,
    since bigint NOT NULL,
    last_used bigint NOT NULL,
    evaluations bigint NOT NULL,
    processes bigint NOT NULL,
    evaluations_before bigint NOT NULL DEFAULT 0,
    processes_before bigint NOT NULL DEFAULT 0
  );
  INSERT INTO "${meta}" (schema_version) VALUES (${SCHEMA_VERSION}) ON CONFLICT DO NOTHING;
  UPDATE "${meta}" SET schema_version = ${SCHEMA_VERSION} WHERE schema_version < ${SCHEMA_VERSION};`;
}

/** Entries of the history become visible in the order of their ids, since writers wait for each other's commit. */
function writersWait({ flags, history }: TableNames): string {
  return `
  CREATE OR REPLACE FUNCTION "${flags}_begin"() RETURNS trigger ${OF_OWNER} AS $body$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('halyard'), hashtext('${flags}'));
    IF TG_OP = 'TRUNCATE' THEN
      INSERT INTO "${history}" (name, text_before) SELECT name, text FROM "${flags}" ORDER BY name;
      PERFORM pg_notify('halyard:${flags}', '');
    END IF;
    RETURN NULL;
  END $body$;`;
}

function stamp({ flags }: TableNames): string {
  return `
  CREATE OR REPLACE FUNCTION "${flags}_stamp"() RETURNS trigger ${OF_OWNER} AS $body$
  BEGIN
    IF NEW.text IS DISTINCT FROM OLD.text THEN
      NEW.version := OLD.version + 1;
      NEW.updated := clock_timestamp();
    END IF;
    RETURN NEW;
  END $body$;`;
}

/** A statement that changes many flags makes one notification. */
function log({ flags, history }: TableNames): string {
  const entry = `INSERT INTO "${history}" (name, text_before, text_after, actor, comment)`;
  const author = `nullif(current_setting('halyard.actor', true), ''), nullif(current_setting('halyard.comment', true), '')`;
  const logged = (select: string): string => `
      WITH logged AS (${entry} ${select} RETURNING name)
      SELECT json_agg(name)::text INTO changed FROM logged;`;
  return `
  CREATE OR REPLACE FUNCTION "${flags}_log"() RETURNS trigger ${OF_OWNER} AS $body$
  DECLARE
    changed text;
  BEGIN
    IF TG_OP = 'INSERT' THEN${logged(`SELECT name, NULL, text, ${author} FROM came ORDER BY name`)}
    ELSIF TG_OP = 'DELETE' THEN${logged(`SELECT name, text, NULL, ${author} FROM gone ORDER BY name`)}
    ELSE${logged(
      `SELECT coalesce(came.name, gone.name), gone.text, came.text, ${author}
        FROM gone FULL JOIN came ON came.name = gone.name
        WHERE came.text IS DISTINCT FROM gone.text ORDER BY 1`,
    )}
    END IF;
    IF changed IS NOT NULL THEN
      PERFORM pg_notify('halyard:${flags}', CASE WHEN octet_length(changed) < 8000 THEN changed ELSE '' END);
    END IF;
    RETURN NULL;
  END $body$;`;
}

function triggers({ flags }: TableNames): string {
  const trigger = (name: string, definition: string): string => `
  DROP TRIGGER IF EXISTS "${flags}_${name}" ON "${flags}";
  CREATE TRIGGER "${flags}_${name}" ${definition};`;
  const logged = `FOR EACH STATEMENT EXECUTE FUNCTION "${flags}_log"()`;
  const any = 'BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE';
  return [
    trigger('begin', `${any} ON "${flags}" FOR EACH STATEMENT EXECUTE FUNCTION "${flags}_begin"()`),
    trigger('stamp', `BEFORE UPDATE ON "${flags}" FOR EACH ROW EXECUTE FUNCTION "${flags}_stamp"()`),
    trigger('inserted', `AFTER INSERT ON "${flags}" REFERENCING NEW TABLE AS came ${logged}`),
    trigger('deleted', `AFTER DELETE ON "${flags}" REFERENCING OLD TABLE AS gone ${logged}`),
    trigger(
      'updated',
      `AFTER UPDATE ON "${flags}" REFERENCING OLD TABLE AS gone NEW TABLE AS came ${logged}`,
    ),
  ].join('');
}

/** It runs with the rights of the caller. The changes are text, because some drivers turn values for JSON into JSON. */
function write({ flags, write: name }: TableNames): string {
  return `
  CREATE OR REPLACE FUNCTION "${name}"(changes text) RETURNS TABLE (conflict text, stored text)
  LANGUAGE plpgsql SET search_path FROM CURRENT SET lock_timeout = '3s' AS $body$
  DECLARE
    change record;
  BEGIN
    -- Changes nothing, and waits for the writers before this one: what is compared then stays.
    UPDATE "${flags}" SET text = text WHERE false;
    SELECT c.name, f.text INTO conflict, stored
    FROM json_to_recordset(changes::json) AS c(name text, guarded boolean, expected text)
    LEFT JOIN "${flags}" AS f ON f.name = c.name
    WHERE c.guarded AND f.text IS DISTINCT FROM c.expected LIMIT 1;
    IF FOUND THEN
      RETURN NEXT;
      RETURN;
    END IF;
    FOR change IN SELECT * FROM json_to_recordset(changes::json) AS c(name text, text text, actor text, comment text) LOOP
      PERFORM set_config('halyard.actor', coalesce(change.actor, ''), true);
      PERFORM set_config('halyard.comment', coalesce(change.comment, ''), true);
      IF change.text IS NULL THEN
        DELETE FROM "${flags}" AS f WHERE f.name = change.name;
      ELSE
        INSERT INTO "${flags}" AS f (name, text) VALUES (change.name, change.text)
        ON CONFLICT (name) DO UPDATE SET text = excluded.text WHERE f.text <> excluded.text;
      END IF;
    END LOOP;
    -- The transaction may go on with changes of the caller's own.
    PERFORM set_config('halyard.actor', '', true);
    PERFORM set_config('halyard.comment', '', true);
  END $body$;`;
}
