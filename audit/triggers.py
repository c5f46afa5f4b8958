"""Append-only in the database itself: whoever changes, deletes or empties the trail is refused.

Nothing is ever purged from the trail. An archive that moves entries out after the legal time (never less than
180 days) would have to lift these triggers openly, and write that down; it does not exist yet.
"""

from __future__ import annotations

TABLES = ("audit_auditentry", "audit_auditseal")
MESSAGE = "The audit trail is append-only: it can be neither changed nor deleted."

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{message} (% on %)', TG_OP, TG_TABLE_NAME; END $$;
{each}
"""
_POSTGRESQL_TABLE = """
CREATE OR REPLACE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE OR REPLACE TRIGGER {table}_full BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
_LOOK = {
    "postgresql": (
        "SELECT 1 FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgname IN (%s, %s)",
        ("keep", "full"),
    ),
    "sqlite": (
        "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s)",
        ("update", "delete"),
    ),
}


def install(connection) -> None:
    """Put the triggers on both tables; they may be there already."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def remove(connection) -> None:
    """Take the triggers off: for the migration's way back, and for tests that empty their database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The triggers of both tables hang on the function.
            cursor.execute("DROP FUNCTION IF EXISTS audit_refuse() CASCADE")
            return
        for table in TABLES:
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{verb}")


def missing(connection) -> list[str]:
    """The tables that are not protected at this moment."""
    query, parts = _LOOK[connection.vendor]
    found = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(query, [f"{table}_{part}" for part in parts])
            if len(cursor.fetchall()) < len(parts):
                found.append(table)
    return found


def _statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        each = "".join(_POSTGRESQL_TABLE.format(table=table) for table in TABLES)
        return [_POSTGRESQL.format(message=MESSAGE, each=each)]
    return [
        _SQLITE.format(table=table, verb=verb, message=MESSAGE)
        for table in TABLES
        for verb in ("update", "delete")
    ]
