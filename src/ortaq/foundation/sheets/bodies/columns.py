"""The columns of a list of the vertical, and what may be wrong with a row."""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.orgs.models import Line
from ortaq.foundation.sheets.layouts import Column, problem

PARENTS = {Line.BRANCH: "branch_parent", Line.TERRITORY: "territory_parent"}
LEVELS = {
    "отраслевой профсоюз": "branch", "отраслевая": "branch", "отрасль": "branch",
    "салалық кәсіподақ": "branch", "сала": "branch", "branch union": "branch",
    "территориальное объединение": "region", "область": "region", "регион": "region",
    "аумақтық бірлестік": "region", "облыс": "region", "territorial body": "region",
    "первичная профсоюзная организация": "primary", "первичная организация": "primary",
    "первичная": "primary", "первичка": "primary", "ппо": "primary",
    "бастауыш кәсіподақ ұйымы": "primary", "бастауыш ұйым": "primary", "бастауыш": "primary",
    "primary organisation": "primary",
}  # fmt: skip

NO_NAME = problem("bodies.no_name", _("A body that is new here needs a name."))
NO_PARENT = problem(
    "bodies.no_parent",
    _("A body that is new here needs at least one parent: in the branch or the territorial line."),
)
NO_SUCH_PARENT = problem(
    "bodies.no_such_parent",
    _("No body within reach, and no earlier row, has this name or number; parents stand first."),
)
TWO_SUCH = problem(
    "bodies.two_such", _("Two bodies have this name: write the number instead of it.")
)
WRONG_PLACE = problem(
    "bodies.wrong_place", _("A body of this level cannot stand under that parent in this line.")
)
FUTURE = problem("bodies.future", _("This day is still to come."))
REPEATED = problem("bodies.repeated", _("This body stands in the list more than once."))
CHAIR_UNKNOWN = problem(
    "bodies.chair_unknown",
    _("The chair is not proposed: that needs an IIN whose person is in the register."),
)
USED = problem("bodies.used", _("Something has been done with it since, so it stays."))

COLUMNS = (
    Column("number", _("Number"), "number", aliases=(
        "№", "Номер", "Код", "Код организации", "Нөмірі", "Коды", "ID", "Code",
    )),
    Column("name_kk", _("Name in Kazakh"), aliases=(
        "Атауы", "Ұйымның атауы", "Қазақша атауы", "Наименование на казахском языке",
        "Название на казахском", "Наименование (каз)",
    )),
    Column("name_ru", _("Name in Russian"), aliases=(
        "Наименование", "Название", "Наименование организации", "Профсоюзная организация",
        "Наименование на русском языке", "Название на русском", "Наименование (рус)", "Name",
    )),
    Column("level", _("Level"), "choice", choices=LEVELS, aliases=(
        "Уровень", "Вид", "Вид организации", "Тип", "Деңгейі", "Түрі",
    )),
    Column("branch_parent", _("Stands under, branch line"), aliases=(
        "Отраслевой профсоюз", "Отрасль", "Салалық кәсіподақ", "Вышестоящая по отрасли", "Сала",
        "Вышестоящая организация", "Жоғары тұрған ұйым", "Branch union",
    )),
    Column("territory_parent", _("Stands under, territorial line"), aliases=(
        "Территориальное объединение", "Область", "Регион", "Аумақтық бірлестік", "Облыс",
        "Вышестоящая по территории", "Өңір", "Territorial body",
    )),
    Column("kato", _("KATO"), "kato", aliases=("КАТО", "ӘАОЖ", "Код КАТО")),
    Column("opened_on", _("Opened on"), "date", aliases=(
        "Дата создания", "Дата образования", "Создана", "Дата открытия", "Құрылған күні",
        "Ашылған күні",
    )),
    Column("chair_name", _("Chair"), "name", aliases=(
        "Председатель", "ФИО председателя", "Төраға", "Төрағаның аты-жөні",
    )),
    Column("chair_iin", _("IIN of the chair"), "iin", aliases=(
        "ИИН председателя", "Төрағаның ЖСН", "ИИН",
    )),
    Column("chair_since", _("Chair since"), "date", aliases=(
        "Избран", "Дата избрания", "Председатель с", "Сайланған күні",
    )),
    Column("chair_until", _("Chair until"), "date", aliases=(
        "Срок полномочий", "Полномочия до", "Председатель до", "Өкілеттік мерзімі",
    )),
)  # fmt: skip
