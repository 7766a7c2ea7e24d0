"""People for tests: Aigul the member, Saule the chair, Daniyar the lawyer, Marat the stranger."""

from datetime import date
from typing import Any

from ortaq.foundation.accounts.models import User
from ortaq.foundation.accounts.services import register_person
from ortaq.lib.kazid import iin_check_digit

PEOPLE: dict[str, dict[str, Any]] = {
    "aigul": {"family_name": "Әбілқасымова", "given_name": "Айгүл", "patronymic": "Серікқызы"},
    "saule": {"family_name": "Жұмабекова", "given_name": "Сәуле", "patronymic": "Қанатқызы"},
    "daniyar": {"family_name": "Оспанов", "given_name": "Данияр", "patronymic": "Ерланұлы"},
    "marat": {"family_name": "Бейсенов", "given_name": "Марат", "patronymic": ""},
}


def person(name: str, **fields: Any) -> User:
    """Return a new person of this name, with an e-mail at example.org."""
    known = PEOPLE.get(name, {"family_name": name.title(), "given_name": "Т"})
    return register_person(actor=None, **{"email": f"{name}@example.org", **known, **fields})


def iin(born_on: date, sex: str, serial: int = 1) -> str:
    """Return an IIN with a right check digit that this date and sex would have."""

    mark = {1800: 1, 1900: 3, 2000: 5}[born_on.year // 100 * 100] + (sex == "f")
    while True:
        eleven = f"{born_on:%y%m%d}{mark}{serial:04d}"
        digit = iin_check_digit(eleven)
        if digit is not None:
            return f"{eleven}{digit}"
        serial += 1
