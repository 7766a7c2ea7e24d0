"""Lists of employers as offices keep them: BIN, names, trade, territory, how many work there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ortaq.foundation.audit import services as audit
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Body
from ortaq.foundation.sheets.layouts import (
    Column,
    Kept,
    Layout,
    Made,
    Preset,
    StagedRow,
    problem,
    register,
)
from ortaq.foundation.sheets.models import Batch
from ortaq.foundation.sheets.rowwise import Said, pages, say
from ortaq.lib.kazid import section_of_oked
from ortaq.modules.workplaces import selectors
from ortaq.modules.workplaces.models import Employer
from ortaq.modules.workplaces.selectors.bulk import bodies_of_employers, places_of_employers
from ortaq.modules.workplaces.services.bulk import (
    EmployerMade,
    EmployerRow,
    main_sites,
    undo_employers,
    upsert_employers,
)
from ortaq.modules.workplaces.services.counting import count_people, undo_counts, undo_sites

EMPLOYER, SITE, COUNT = "employer", "site", "head_count"
MOST_PEOPLE = 1_000_000  # at one employer: more is a typing error

NO_NAME = problem("workplaces.no_name", _("An employer who is new here needs a name."))
NOT_YOURS = problem(
    "workplaces.not_yours",
    _("Members of other organisations work there, so what is known of it stays as it is."),
)
REPEATED = problem("workplaces.repeated", _("This BIN stands in the list more than once."))
FUTURE = problem("workplaces.future", _("This day is still to come."))
NOT_PEOPLE = problem("workplaces.not_people", _("A number of people is whole and not negative."))
USED = problem("workplaces.used", _("People or other records belong to it by now, so it stays."))
NO_OKED = problem("workplaces.no_oked", _("There is no such OKED code."))

COLUMNS = (
    Column("bin", _("BIN"), "bin", required=True, aliases=(
        "БИН", "БСН", "БИН организации", "БИН работодателя", "БИН предприятия", "БИН/ИИН",
        "Ұйымның БСН", "Бизнес-идентификационный номер",
    )),
    Column("name_ru", _("Name in Russian"), aliases=(
        "Наименование", "Название", "Организация", "Работодатель", "Предприятие",
        "Наименование организации", "Наименование работодателя", "Полное наименование",
        "Наименование на русском языке", "Название на русском", "Контрагент", "Name",
    )),
    Column("name_kk", _("Name in Kazakh"), aliases=(
        "Атауы", "Ұйымның атауы", "Жұмыс берушінің атауы", "Қазақша атауы", "Жұмыс беруші",
        "Наименование на казахском языке", "Название на казахском", "Наименование (каз)",
    )),
    Column("oked", _("OKED"), "oked", aliases=(
        "ОКЭД", "ЭҚЖЖ", "Код ОКЭД", "Основной ОКЭД", "Основной код ОКЭД", "Вид деятельности",
    )),
    Column("kato", _("KATO"), "kato", aliases=("КАТО", "ӘАОЖ", "Код КАТО", "КАТО адреса")),
    Column("people", _("Head-count"), "number", aliases=(
        "Численность", "Численность работников", "Количество работников", "Всего работников",
        "Списочная численность", "Среднесписочная численность", "Кол-во работников",
        "Қызметкерлер саны", "Жұмысшылар саны", "Employees",
    )),
    Column("counted_on", _("Counted on"), "date", aliases=(
        "Дата", "По состоянию на", "На дату", "Күні", "Жағдай бойынша",
    )),
)  # fmt: skip

ONE_C = Preset(
    name="1c",
    label=_("List of organisations from 1C"),
    note=_(
        "These headers are written from memory; nobody has checked them on a real file yet. Look "
        "at the preview before you confirm."
    ),
    headers={
        "БИН/ИИН": "bin",
        "Наименование": "name_ru",
        "Полное наименование": "",
        "Код": "",
        "Юридический адрес": "",
    },
)

_Values = Mapping[str, str]


def match(batch: Batch) -> None:
    """Say which employers are new, and of which something is new."""
    seen: set[str] = set()
    own = _subtree(batch.body)
    say(batch, (one for page in pages(batch) for one in _said(page, seen, own)))


def _subtree(body: Body) -> set[int]:
    return {body.pk, *orgs.descendants(body).values_list("pk", flat=True)}


def _said(page: Sequence[tuple[int, _Values]], seen: set[str], own: set[int]) -> Iterator[Said]:
    ids = selectors.employers_by_bins(values["bin"] for _line, values in page)
    known = Employer.objects.in_bulk(list(ids.values()))
    bodies = bodies_of_employers(known)
    today = timezone.localdate().isoformat()
    for line, values in page:
        employer = known.get(ids.get(values["bin"], 0))
        target = employer.pk if employer else None
        code, column = _fault(values, employer, today)
        if code:
            yield Said(line, "wrong", None, code, column)
        elif values["bin"] in seen:
            yield Said(line, "same", target, REPEATED, "bin")
        elif employer is None:
            yield Said(line, "new")
        elif not (bodies[employer.pk] & own or not bodies[employer.pk]):
            note = NOT_YOURS if _differs(employer, values) else None
            yield Said(line, "same", target, note, "bin")
        else:
            is_news = _differs(employer, values) or bool(values["people"])
            yield Said(line, "changed" if is_news else "same", target)
        seen.add(values["bin"])


def _fault(values: _Values, employer: Employer | None, today: str) -> tuple[str | None, str]:
    if employer is None and not (values["name_ru"] or values["name_kk"]):
        return NO_NAME, "name_ru"
    if values["people"] and not (
        values["people"].isdigit() and int(values["people"]) <= MOST_PEOPLE
    ):
        return NOT_PEOPLE, "people"
    if values["counted_on"] > today:
        return FUTURE, "counted_on"
    if values["oked"] and not section_of_oked(values["oked"]):
        return NO_OKED, "oked"
    return None, ""


def _differs(employer: Employer, values: _Values) -> bool:
    now = {
        "name_ru": employer.name.get("ru", ""),
        "name_kk": employer.name.get("kk", ""),
        "oked": employer.oked,
        "kato": employer.kato,
    }
    return any(values[name] not in {"", old} for name, old in now.items())


def enter(batch: Batch, rows: Sequence[StagedRow]) -> list[Made]:
    """Write employers, and how many work there at the site of each that is the main one."""
    lines = {row.values["bin"]: row.line for row in rows}
    actor = batch.confirmed_by or batch.uploaded_by
    done = upsert_employers(actor=actor, rows=[_employer_row(row.values) for row in rows])
    touched = [one.employer_id for one in done.values() if one.changed]
    audit.record_many(
        action="workplaces.employer_brought",
        model=Employer,
        ids=touched,
        actor=actor,
        body_id=batch.body_id,
    )
    made = [
        Made(lines[digits], EMPLOYER, one.employer_id, _before(one))
        for digits, one in done.items()
        if one.changed
    ]
    return made + _counts(batch, rows, done)


def _employer_row(values: _Values) -> EmployerRow:
    name = {"ru": values["name_ru"][:300], "kk": values["name_kk"][:300]}
    return EmployerRow(values["bin"], name, oked=values["oked"], kato=values["kato"])


def _before(one: EmployerMade) -> dict[str, Any] | None:
    return None if one.before is None else {**one.before, "bin": one.bin}


def _counts(
    batch: Batch, rows: Sequence[StagedRow], done: Mapping[str, EmployerMade]
) -> list[Made]:
    counted = {done[row.values["bin"]].employer_id: row for row in rows if row.values["people"]}
    had = places_of_employers(counted)
    sites = main_sites(employer_ids=sorted(counted))
    made = [
        Made(counted[employer].line, SITE, site)
        for employer, site in sites.items()
        if employer not in had
    ]
    by_day: dict[date, dict[int, StagedRow]] = defaultdict(dict)
    for employer, row in counted.items():
        told = row.values["counted_on"]
        on = date.fromisoformat(told) if told else timezone.localdate()
        by_day[on][sites[employer]] = row
    for on, of_site in by_day.items():
        people = {site: int(row.values["people"]) for site, row in of_site.items()}
        written = count_people(rows=people, on=on, source=batch.file_name[:200])
        for site, (pk, old) in written.items():
            before = None if old is None else {"people": old}
            made.append(Made(of_site[site].line, COUNT, pk, before))
    return made


def take_back(batch: Batch, made: Sequence[Made]) -> list[Kept]:
    """Undo a part of a list; what is used by now stays and is named."""
    of: dict[str, list[Made]] = defaultdict(list)
    for one in made:
        of[one.subject].append(one)
    undo_counts(made={one.pk: one.before["people"] if one.before else None for one in of[COUNT]})
    stay = undo_sites(ids=[one.pk for one in of[SITE]])
    kept = [Kept(one, USED) for one in of[SITE] if one.pk in stay]
    employers = [
        EmployerMade((one.before or {}).get("bin", ""), one.pk, one.before, changed=True)
        for one in of[EMPLOYER]
    ]
    stay = set(undo_employers(made=employers))
    audit.record_many(
        action="workplaces.employer_taken_back",
        model=Employer,
        ids=[one.pk for one in of[EMPLOYER] if one.pk not in stay],
        actor=batch.undone_by or batch.uploaded_by,
        body_id=batch.body_id,
    )
    return kept + [Kept(one, USED) for one in of[EMPLOYER] if one.pk in stay]


def describe(ids: Sequence[int]) -> dict[int, str]:
    """Say which employers these are."""
    return {pk: f"{one.name}, {one.bin}" for pk, one in Employer.objects.in_bulk(ids).items()}


EMPLOYERS = register(
    Layout(
        name="workplaces.employers",
        label=_("Employers"),
        columns=COLUMNS,
        permission="workplaces.attach",
        presets=(ONE_C,),
        match=match,
        apply=enter,
        undo=take_back,
        describe=describe,
        help=_(
            "One row is one employer, found by its BIN. An empty cell takes nothing away. The "
            "head-count is written at the employer's first site."
        ),
    )
)
