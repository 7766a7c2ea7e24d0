"""OKED: sections of the classifier of kinds of economic activity (the national NACE rev. 2).

Names are ours, short, after the classifier. Kazakh checked by: nobody yet.
"""
# ruff: noqa: E501 -- a table

from ortaq.lib.kazid.digits import only_digits
from ortaq.lib.kazid.names import Names


def _names(kk: str, ru: str, en: str) -> Names:
    return {"kk": kk, "ru": ru, "en": en}


OKED_SECTIONS: dict[str, Names] = {
    "A": _names(
        "Ауыл, орман және балық шаруашылығы",
        "Сельское, лесное и рыбное хозяйство",
        "Agriculture, forestry and fishing",
    ),
    "B": _names(
        "Тау-кен өндіру өнеркәсібі және карьерлерді қазу",
        "Горнодобывающая промышленность и разработка карьеров",
        "Mining and quarrying",
    ),
    "C": _names("Өңдеу өнеркәсібі", "Обрабатывающая промышленность", "Manufacturing"),
    "D": _names(
        "Электр қуатымен, газбен, бумен, ыстық сумен және ауаны кондициялаумен жабдықтау",
        "Снабжение электроэнергией, газом, паром, горячей водой и кондиционированным воздухом",
        "Electricity, gas, steam and air conditioning supply",
    ),
    "E": _names(
        "Сумен жабдықтау; қалдықтарды жинау, өңдеу және жою, ластануды жою",
        "Водоснабжение; сбор, обработка и удаление отходов, ликвидация загрязнений",
        "Water supply; sewerage, waste management and remediation",
    ),
    "F": _names("Құрылыс", "Строительство", "Construction"),
    "G": _names(
        "Көтерме және бөлшек сауда; автомобильдер мен мотоциклдерді жөндеу",
        "Оптовая и розничная торговля; ремонт автомобилей и мотоциклов",
        "Wholesale and retail trade; repair of motor vehicles and motorcycles",
    ),
    "H": _names("Көлік және жинақтау", "Транспорт и складирование", "Transportation and storage"),
    "I": _names(
        "Тұру және тамақтану бойынша қызмет көрсету",
        "Услуги по проживанию и питанию",
        "Accommodation and food services",
    ),
    "J": _names("Ақпарат және байланыс", "Информация и связь", "Information and communication"),
    "K": _names(
        "Қаржы және сақтандыру қызметі",
        "Финансовая и страховая деятельность",
        "Financial and insurance activities",
    ),
    "L": _names(
        "Жылжымайтын мүлікпен операциялар",
        "Операции с недвижимым имуществом",
        "Real estate activities",
    ),
    "M": _names(
        "Кәсіби, ғылыми және техникалық қызмет",
        "Профессиональная, научная и техническая деятельность",
        "Professional, scientific and technical activities",
    ),
    "N": _names(
        "Әкімшілік және қосалқы қызмет көрсету саласындағы қызмет",
        "Деятельность в области административного и вспомогательного обслуживания",
        "Administrative and support services",
    ),
    "O": _names(
        "Мемлекеттік басқару және қорғаныс; міндетті әлеуметтік қамсыздандыру",
        "Государственное управление и оборона; обязательное социальное обеспечение",
        "Public administration and defence; compulsory social security",
    ),
    "P": _names("Білім беру", "Образование", "Education"),
    "Q": _names(
        "Денсаулық сақтау және халыққа әлеуметтік қызмет көрсету",
        "Здравоохранение и социальное обслуживание населения",
        "Human health and social work",
    ),
    "R": _names(
        "Өнер, ойын-сауық және демалыс",
        "Искусство, развлечения и отдых",
        "Arts, entertainment and recreation",
    ),
    "S": _names(
        "Өзге де қызмет түрлерін ұсыну", "Предоставление прочих видов услуг", "Other services"
    ),
    "T": _names(
        "Үй қызметшісін жалдайтын және өзі тұтыну үшін тауарлар мен қызметтер өндіретін үй шаруашылықтарының қызметі",
        "Деятельность домашних хозяйств, нанимающих домашнюю прислугу и производящих товары и услуги для собственного потребления",
        "Activities of households as employers and for own use",
    ),
    "U": _names(
        "Экстерриториялық ұйымдар мен органдардың қызметі",
        "Деятельность экстерриториальных организаций и органов",
        "Activities of extraterritorial organisations and bodies",
    ),
}

# Divisions (the first two digits) of each section, from the first to the last: NACE rev. 2.
OKED_DIVISIONS = {
    "A": (1, 3), "B": (5, 9), "C": (10, 33), "D": (35, 35), "E": (36, 39), "F": (41, 43),
    "G": (45, 47), "H": (49, 53), "I": (55, 56), "J": (58, 63), "K": (64, 66), "L": (68, 68),
    "M": (69, 75), "N": (77, 82), "O": (84, 84), "P": (85, 85), "Q": (86, 88), "R": (90, 93),
    "S": (94, 96), "T": (97, 98), "U": (99, 99),
}  # fmt: skip

_SHORTEST, _LONGEST = 2, 5  # digits: a division, a subclass


def section_of_oked(code: str) -> str | None:
    """Return the section's letter of a code of two to five digits; None when there is none.

    Whether such a class exists inside the division is not known here.
    """
    digits = only_digits(code.replace(".", ""))
    if digits is None or not _SHORTEST <= len(digits) <= _LONGEST:
        return None
    division = int(digits[:2])
    for letter, (first, last) in OKED_DIVISIONS.items():
        if first <= division <= last:
            return letter
    return None
