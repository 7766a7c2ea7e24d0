"""Ready mappings: the lists of our own export, of 1C, and of the register of labour contracts.

The headers of 1C are those of the usual lists of employees in its programs for Kazakhstan
(from memory). Those of ESUTD (the unified system of records of labour contracts, enbek.kz) follow
the particulars that the Labour Code (art. 23, par. 2, subpar. 27) sends there; the layout of its
own files was not at hand. Checked on real files by: nobody yet, and each preset says so.
"""

from django.utils.translation import gettext_lazy as _

from ortaq.foundation.sheets.layouts import Preset

UNCHECKED = _(
    "These headers are written from memory and from the law; nobody has checked them on a real "
    "file yet. Look at the preview before you confirm."
)

# A preset is recognised when a file has half of its headers: so these are the core ones, and what
# else stands in a file is read by the aliases of the columns.
ONE_C = Preset(
    name="1c",
    label=_("List of employees from 1C"),
    note=UNCHECKED,
    headers={
        "Сотрудник": "full_name",
        "Сотрудник.ИИН": "iin",
        "Табельный номер": "",
        "Дата рождения": "born_on",
        "Пол": "sex",
        "Подразделение": "site",
        "Должность": "position",
        "Дата приема": "job_since",
        "Дата увольнения": "",
    },
)

ESUTD = Preset(
    name="esutd",
    label=_("Labour contracts from ESUTD (enbek.kz)"),
    note=UNCHECKED,
    headers={
        "ИИН работника": "iin",
        "ФИО работника": "full_name",
        "БИН работодателя": "employer_bin",
        "Наименование работодателя": "",
        "Место выполнения работы": "site",
        "Трудовая функция": "position",
        "Дата начала работы": "job_since",
        "Номер трудового договора": "",
        "Дата заключения трудового договора": "",
    },
)

_OURS = {  # the labels of the columns in our three languages; a test holds them to the catalogue
    "iin": ("ЖСН", "ИИН", "IIN"),
    "family_name": ("Тегі", "Фамилия", "Family name"),
    "given_name": ("Аты", "Имя", "Given name"),
    "patronymic": ("Әкесінің аты", "Отчество", "Patronymic"),
    "born_on": ("Туған күні", "Дата рождения", "Date of birth"),
    "sex": ("Жынысы", "Пол", "Sex"),
    "phone": ("Телефон", "Телефон", "Phone"),
    "email": ("Электрондық пошта", "Электронная почта", "E-mail"),
    "since": ("Мүше болған күні", "Член профсоюза с", "Member since"),
    "body": (
        "Бастауыш кәсіподақ ұйымы",
        "Первичная профсоюзная организация",
        "Primary organisation",
    ),
    "employer_bin": ("Жұмыс берушінің БСН-і", "БИН работодателя", "BIN of the employer"),
    "site": ("Жұмыс орны", "Место работы", "Workplace"),
    "position": ("Лауазымы", "Должность", "Position"),
    "job_since": ("Сонда істей бастаған күні", "Работает там с", "Works there since"),
    "retired": ("Зейнеткер", "Пенсионер", "Retired"),
}
OURS = tuple(
    Preset(
        name=f"ortaq-{language}",
        label=_("Ortaq's own export"),
        note=_("What Ortaq writes out, it reads in again."),
        headers={names[place]: column for column, names in _OURS.items()},
        checked=True,
    )
    for place, language in enumerate(("kk", "ru", "en"))
)

PRESETS = (*OURS, ONE_C, ESUTD)
