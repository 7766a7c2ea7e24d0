"""Acts with the law: import a text, sign a norm, word it anew, set a value."""

from ortaq.modules.law.errors import ImportRefusedError, LawError
from ortaq.modules.law.services.importing import ImportReport, import_act, import_file
from ortaq.modules.law.services.norms import (
    check_edition,
    revise_norm,
    settle_touch,
    sign_norm,
    withdraw_sign_off,
)
from ortaq.modules.law.services.values import set_value

__all__ = [
    "ImportRefusedError",
    "ImportReport",
    "LawError",
    "check_edition",
    "import_act",
    "import_file",
    "revise_norm",
    "set_value",
    "settle_touch",
    "sign_norm",
    "withdraw_sign_off",
]
