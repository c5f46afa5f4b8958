"""The index over the words of tasks: GIN on PostgreSQL, an FTS5 table that follows by triggers on SQLite."""

from __future__ import annotations

_INSTALL = {
    # Without the list of pending entries: who searches never pays for what others have written.
    "postgresql": (
        "CREATE INDEX tasks_taskwords_gin ON tasks_taskwords USING gin (words) WITH (fastupdate = off)",
    ),
    "sqlite": (
        """CREATE VIRTUAL TABLE tasks_taskwords_fts
           USING fts5(words, content='tasks_taskwords', content_rowid='task_id')""",
        """CREATE TRIGGER tasks_taskwords_in AFTER INSERT ON tasks_taskwords BEGIN
           INSERT INTO tasks_taskwords_fts (rowid, words) VALUES (new.task_id, new.words); END""",
        """CREATE TRIGGER tasks_taskwords_out AFTER DELETE ON tasks_taskwords BEGIN
           INSERT INTO tasks_taskwords_fts (tasks_taskwords_fts, rowid, words)
           VALUES ('delete', old.task_id, old.words); END""",
        """CREATE TRIGGER tasks_taskwords_over AFTER UPDATE ON tasks_taskwords BEGIN
           INSERT INTO tasks_taskwords_fts (tasks_taskwords_fts, rowid, words)
           VALUES ('delete', old.task_id, old.words);
           INSERT INTO tasks_taskwords_fts (rowid, words) VALUES (new.task_id, new.words); END""",
        "INSERT INTO tasks_taskwords_fts (tasks_taskwords_fts) VALUES ('rebuild')",
    ),
}
_REMOVE = {
    "postgresql": ("DROP INDEX IF EXISTS tasks_taskwords_gin",),
    "sqlite": (
        "DROP TRIGGER IF EXISTS tasks_taskwords_in",
        "DROP TRIGGER IF EXISTS tasks_taskwords_out",
        "DROP TRIGGER IF EXISTS tasks_taskwords_over",
        "DROP TABLE IF EXISTS tasks_taskwords_fts",
    ),
}


def install(connection) -> None:
    """Make the index, over whatever the table holds already."""
    _run(connection, _INSTALL[connection.vendor])


def remove(connection) -> None:
    """The way back of the migration."""
    _run(connection, _REMOVE[connection.vendor])


def _run(connection, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
