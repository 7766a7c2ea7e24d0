"""HTTP input of appeals."""

from ortaq.modules.appeals.forms.hand_over import HandOverForm
from ortaq.modules.appeals.forms.others import GuestForm, InPersonForm, ReceiptForm, RouteForm
from ortaq.modules.appeals.forms.outcome import (
    AnswerForm,
    ReopenForm,
    VerdictForm,
    WithdrawForm,
    WriteForm,
)
from ortaq.modules.appeals.forms.submit import AppealForm

__all__ = [
    "AnswerForm",
    "AppealForm",
    "GuestForm",
    "HandOverForm",
    "InPersonForm",
    "ReceiptForm",
    "ReopenForm",
    "RouteForm",
    "VerdictForm",
    "WithdrawForm",
    "WriteForm",
]
