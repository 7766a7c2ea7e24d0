"""Acts on sheets: taking one in, deciding about it, entering it, taking it back, wiping."""

from ortaq.foundation.sheets.services.applying import apply_sheet
from ortaq.foundation.sheets.services.deciding import (
    choose_columns,
    choose_head,
    confirm,
    decide_rows,
    lay_aside,
    resume,
    take_back,
    try_again,
)
from ortaq.foundation.sheets.services.intake import read_sheet, receive
from ortaq.foundation.sheets.services.undoing import undo_sheet
from ortaq.foundation.sheets.services.wiping import wipe
from ortaq.foundation.sheets.workflow import IllegalStepError

__all__ = [
    "IllegalStepError",
    "apply_sheet",
    "choose_columns",
    "choose_head",
    "confirm",
    "decide_rows",
    "lay_aside",
    "read_sheet",
    "receive",
    "resume",
    "take_back",
    "try_again",
    "undo_sheet",
    "wipe",
]
