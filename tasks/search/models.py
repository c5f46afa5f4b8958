"""The words by which each task is found, beside the task: lists and sweeps never carry them."""

from __future__ import annotations

from django.db import models, transaction

from tasks.search.querysets import SEARCHED, WordsQuerySet, held_words, texts_of, write_words


class WordsField(models.TextField):
    """Words with spaces between them: a `tsvector` on PostgreSQL, the text of an FTS5 table on SQLite."""

    def db_type(self, connection) -> str:
        """Words of the application, so that neither a parser nor a locale of the database decides."""
        return "tsvector" if connection.vendor == "postgresql" else "text"


_FTS = " IN (SELECT rowid FROM tasks_taskwords_fts WHERE tasks_taskwords_fts MATCH %s)"


@WordsField.register_lookup
class Hold(models.Lookup):
    """All words of these pieces occur."""

    lookup_name = "hold"
    prepare_rhs = False

    def as_postgresql(self, compiler, connection) -> tuple[str, list]:
        """By the GIN index, or word by word in a row that was read anyway."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", [*params, held_words(self.rhs, connection.vendor)]

    def as_sqlite(self, compiler, connection) -> tuple[str, list]:
        """By the FTS5 table beside the table of the words."""
        number = f'"{self.lhs.alias}"."task_id"'
        return number + _FTS, [held_words(self.rhs, connection.vendor)]


class Searched(models.Model):
    """A task as far as searching goes: saved, its words are saved with it."""

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **options) -> None:
        """As ever; when what is searched is written, the words are."""
        with transaction.atomic():
            super().save(*args, update_fields=update_fields, **options)
            if update_fields is None or {*update_fields} & {*SEARCHED}:
                write_words([(self.pk, *texts_of(self))])


class TaskWords(models.Model):
    """What is searched of one task; its indexes are in a migration, because each database has its own kind."""

    task = models.OneToOneField(
        "tasks.Task", primary_key=True, on_delete=models.CASCADE, related_name="found_by"
    )
    plain = models.TextField()
    words = WordsField()

    objects = WordsQuerySet.as_manager()

    def __str__(self) -> str:
        return self.plain.partition("\n")[0]
