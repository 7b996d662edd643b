import { SCHEMA_VERSION } from '../../schema-version.js';
import type { TableNames } from '../table-names.js';

const NOW = 'UTC_TIMESTAMP(3)';
const TABLE = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin';

/** The statements that create what is missing. Times are UTC. */
export function mysqlMigration(names: TableNames): readonly string[] {
  return [...tables(names), ...triggers(names), write(names)];
}

function tables({ flags, history, meta, usage }: TableNames): readonly string[] {
  return [
    `CREATE TABLE IF NOT EXISTS \`${flags}\` (
  name VARCHAR(500) NOT NULL PRIMARY KEY,
  text LONGTEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  created DATETIME(3) NOT NULL DEFAULT (${NOW}),
  updated DATETIME(3) NOT NULL DEFAULT (${NOW})
) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS \`${history}\` (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at DATETIME(3) NOT NULL DEFAULT (${NOW}),
  name VARCHAR(500) NOT NULL,
  text_before LONGTEXT,
  text_after LONGTEXT,
  actor TEXT,
  comment TEXT,
  KEY \`${history}_name\` (name, id)
) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS \`${meta}\` (
  only_row TINYINT NOT NULL PRIMARY KEY,
  schema_version INT NOT NULL
) ${TABLE}`,
    `CREATE TABLE IF NOT EXISTS \`${usage}\` (
  name VARCHAR(500) NOT NULL PRIMARY KEY,
  since BIGINT NOT NULL,
  last_used BIGINT NOT NULL,
  evaluations BIGINT NOT NULL,
  processes BIGINT NOT NULL,
  evaluations_before BIGINT NOT NULL DEFAULT 0,
  processes_before BIGINT NOT NULL DEFAULT 0
) ${TABLE}`,
    `INSERT INTO \`${meta}\` (only_row, schema_version) VALUES (1, ${SCHEMA_VERSION})
ON DUPLICATE KEY UPDATE schema_version = GREATEST(schema_version, ${SCHEMA_VERSION})`,
  ];
}

/**
 * A writer of an entry locks the row of `meta` until the commit, so that entries become visible in the order of
 * their ids. The lock comes after that of the flag's row, for all writers: two that change one flag each can't be
 * deadlocked.
 */
function triggers({ flags, history, meta }: TableNames): readonly string[] {
  const trigger = (name: string, event: string, body: string): string =>
    `CREATE TRIGGER IF NOT EXISTS \`${flags}_${name}\` ${event} ON \`${flags}\` FOR EACH ROW
BEGIN
  ${body}
END`;
  const lock = `DECLARE locked INT;
  SELECT schema_version INTO locked FROM \`${meta}\` WHERE only_row = 1 FOR UPDATE;
  `;
  const log = (name: string, before: string, after: string): string =>
    `INSERT INTO \`${history}\` (name, text_before, text_after, actor, comment)
  VALUES (${name}, ${before}, ${after}, @halyard_actor, @halyard_comment);`;
  // Texts are compared as bytes: a collation ignores blanks at the end.
  const isOther = 'CAST(OLD.text AS BINARY) <> CAST(NEW.text AS BINARY)';
  return [
    trigger(
      'updating',
      'BEFORE UPDATE',
      `IF ${isOther} THEN
    SET NEW.version = OLD.version + 1, NEW.updated = ${NOW};
  END IF;`,
    ),
    trigger('inserted', 'AFTER INSERT', lock + log('NEW.name', 'NULL', 'NEW.text')),
    trigger('deleted', 'AFTER DELETE', lock + log('OLD.name', 'OLD.text', 'NULL')),
    trigger(
      'updated',
      'AFTER UPDATE',
      `${lock}IF OLD.name <> NEW.name THEN
  ${log('OLD.name', 'OLD.text', 'NULL')}
  ${log('NEW.name', 'NULL', 'NEW.text')}
  ELSEIF ${isOther} THEN
  ${log('NEW.name', 'OLD.text', 'NEW.text')}
  END IF;`,
    ),
  ];
}

/** It runs with the rights of the caller, whom a server that is read-only refuses. */
function write({ flags, write: name }: TableNames): string {
  return `CREATE PROCEDURE IF NOT EXISTS \`${name}\` (IN changes LONGTEXT CHARACTER SET utf8mb4)
SQL SECURITY INVOKER
BEGIN
  DECLARE done BOOLEAN DEFAULT FALSE;
  DECLARE patience INT DEFAULT @@innodb_lock_wait_timeout;
  DECLARE conflict_name, change_name VARCHAR(500) CHARACTER SET utf8mb4;
  DECLARE conflict_text, change_text LONGTEXT CHARACTER SET utf8mb4;
  DECLARE change_actor, change_comment TEXT CHARACTER SET utf8mb4;
  DECLARE each_change CURSOR FOR
    SELECT c.name, c.text, c.actor, c.comment FROM JSON_TABLE(changes, '$[*]' COLUMNS (
      number FOR ORDINALITY,
      name VARCHAR(500) CHARACTER SET utf8mb4 PATH '$.name',
      text LONGTEXT CHARACTER SET utf8mb4 PATH '$.text',
      actor TEXT CHARACTER SET utf8mb4 PATH '$.actor',
      comment TEXT CHARACTER SET utf8mb4 PATH '$.comment')) AS c ORDER BY c.number;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN
    ROLLBACK;
    SET innodb_lock_wait_timeout = patience, @halyard_actor = NULL, @halyard_comment = NULL;
    RESIGNAL;
  END;
  SET innodb_lock_wait_timeout = 3;
  START TRANSACTION;
  SELECT c.name, f.text INTO conflict_name, conflict_text FROM JSON_TABLE(changes, '$[*]' COLUMNS (
      name VARCHAR(500) CHARACTER SET utf8mb4 PATH '$.name',
      guarded INT PATH '$.guarded',
      expected LONGTEXT CHARACTER SET utf8mb4 PATH '$.expected')) AS c
    LEFT JOIN \`${flags}\` AS f ON f.name = c.name
    WHERE c.guarded = 1 AND NOT CAST(f.text AS BINARY) <=> CAST(c.expected AS BINARY) LIMIT 1 FOR UPDATE;
  IF conflict_name IS NOT NULL THEN
    ROLLBACK;
  ELSE
    SET done = FALSE;
    OPEN each_change;
    changing: LOOP
      FETCH each_change INTO change_name, change_text, change_actor, change_comment;
      IF done THEN
        LEAVE changing;
      END IF;
      SET @halyard_actor = change_actor, @halyard_comment = change_comment;
      IF change_text IS NULL THEN
        DELETE FROM \`${flags}\` WHERE name = change_name;
      ELSE
        INSERT INTO \`${flags}\` (name, text) VALUES (change_name, change_text)
        ON DUPLICATE KEY UPDATE text = change_text;
      END IF;
    END LOOP;
    CLOSE each_change;
    COMMIT;
  END IF;
  SET innodb_lock_wait_timeout = patience, @halyard_actor = NULL, @halyard_comment = NULL;
  SELECT conflict_name AS conflict, conflict_text AS stored FROM DUAL WHERE conflict_name IS NOT NULL;
END`;
}
