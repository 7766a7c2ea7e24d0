"""Loading many rows by COPY: twenty thousand bodies in a second instead of half a minute."""

from collections.abc import Iterable, Sequence

from django.db import connection, models


def copy_rows(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Write unsaved rows of one table by COPY and give them their keys. No signals, no checks."""
    rows = list(rows)
    fields: Sequence[models.Field[object, object]] = model._meta.local_concrete_fields  # noqa: SLF001 -- Django documents it
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)",
            [model._meta.db_table, len(rows)],  # noqa: SLF001
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
            row._state.adding = False  # noqa: SLF001
        with cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
            for row in rows:
                copy.write_row([_value(field, row) for field in fields])


def _value(field: "models.Field[object, object]", row: models.Model) -> object:
    return field.get_db_prep_save(getattr(row, field.attname), connection)
