"""A layout of its own for the tests: a crew list into a table made for the test."""

from collections.abc import Sequence

import rules
from django.db import connection

from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.rules import within_reach
from ortaq.foundation.sheets import staging
from ortaq.foundation.sheets.layouts import (
    Column,
    Kept,
    Layout,
    Made,
    Preset,
    StagedRow,
    layouts,
    problem,
    register,
)
from ortaq.lib.kazid import iin_check_digit

TABLE = """
create table crew (
    id bigint generated always as identity primary key,
    body_id bigint not null, iin text not null unique, name text not null,
    born date, post text not null default '', used boolean not null default false
)
"""


def sql(text: str, *params):
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def match(batch) -> None:
    crew = batch.layout
    staging.judge(
        batch,
        f"""
        select r.line,
            case when r.n > 1 then 'wrong'
                when c.id is not null and c.name = r.name and c.post = r.post then 'same'
                when c.id is not null then 'changed'
                when twin.id is not null then 'doubtful' else 'new' end,
            coalesce(c.id, twin.id),
            case when r.n > 1 then '[{{"column": "iin", "code": "crew.twice"}}]'::jsonb end
        from (
            select line, {crew.cell("iin")} iin, {crew.cell("name")} as name,
                {crew.cell("post")} post, {crew.cell("born")} born,
                row_number() over (partition by {crew.cell("iin")} order by line) n
            from sheets_row where batch_id = %s and {staging.OPEN}
        ) r
        left join crew c on c.iin = r.iin
        left join lateral (
            select id from crew where c.id is null and crew.name = r.name
                and crew.born::text = r.born limit 1
        ) twin on true
        """,
        [batch.pk],
    )


def apply(batch, rows: Sequence[StagedRow]) -> list[Made]:
    made = []
    for row in rows:
        values = row.values
        if row.verdict == "new":
            [(pk,)] = sql_returning(batch, values)
            made.append(Made(row.line, "crew", pk))
        else:
            [(name, post)] = sql("select name, post from crew where id = %s", row.target)
            sql(
                "update crew set name = %s, post = %s where id = %s",
                values["name"],
                values["post"],
                row.target,
            )
            made.append(Made(row.line, "crew", row.target, {"name": name, "post": post}))
    return made


def sql_returning(batch, values):
    return sql(
        "insert into crew (body_id, iin, name, born, post)"
        " values (%s, %s, %s, nullif(%s, '')::date, %s) returning id",
        batch.body_id,
        values["iin"],
        values["name"],
        values["born"],
        values["post"],
    )


def undo(_batch, made: Sequence[Made]) -> list[Kept]:
    kept = []
    for one in made:
        if sql("select 1 from crew where id = %s and used", one.pk):
            kept.append(Kept(one, "crew.used"))
        elif one.before is None:
            sql("delete from crew where id = %s", one.pk)
        else:
            sql(
                "update crew set name = %s, post = %s where id = %s",
                one.before["name"],
                one.before["post"],
                one.pk,
            )
    return kept


def describe(targets: Sequence[int]) -> dict[int, str]:
    return dict(sql("select id, name || ' ' || iin from crew where id = any(%s)", list(targets)))


def declare() -> Layout:
    """Register the layout once a process."""
    found = {one.name: one for one in layouts()}
    if "tests.crew" in found:
        return found["tests.crew"]
    rules.add_perm("tests.crew", within_reach(Kind.CHAIR, Kind.OFFICER))
    problem("crew.twice", "This IIN stands in an earlier row.")
    problem("crew.used", "Somebody has used it since.")
    return register(
        Layout(
            name="tests.crew",
            label="Crew list",
            columns=(
                Column("iin", "IIN", "iin", required=True, aliases=("ИИН", "ЖСН")),
                Column("name", "Full name", "name", required=True, aliases=("ФИО", "Аты-жөні")),
                Column("born", "Born", "date", aliases=("Дата рождения", "Туған күні")),
                Column("sex", "Sex", "sex", aliases=("Пол", "Жынысы")),
                Column("phone", "Phone", "phone", aliases=("Телефон",)),
                Column("post", "Post", aliases=("Должность", "Лауазымы")),
            ),
            permission="tests.crew",
            match=match,
            apply=apply,
            undo=undo,
            describe=describe,
            chunk=50,
            presets=(
                Preset(
                    "1C",
                    "1C",
                    {"Физлицо ИИН": "iin", "Физлицо": "name", "Физлицо.Код": "", "Долж.": "post"},
                ),
            ),
        )
    )


def iin_of(number: int, born: str = "850312", mark: str = "3") -> str:
    """Return a possible IIN; numbers whose check digit does not exist are stepped over."""
    for serial in range(number, 10_000):
        eleven = f"{born}{mark}{serial:04d}"
        digit = iin_check_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"
    raise AssertionError("no such number")
