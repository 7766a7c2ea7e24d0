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
from ortaq.modules.appeals.forms.review import MarksForm, PurposeForm, ReportForm
from ortaq.modules.appeals.forms.submit import AppealForm

__all__ = [
    "AnswerForm",
    "AppealForm",
    "GuestForm",
    "HandOverForm",
    "InPersonForm",
    "MarksForm",
    "PurposeForm",
    "ReceiptForm",
    "ReopenForm",
    "ReportForm",
    "RouteForm",
    "VerdictForm",
    "WithdrawForm",
    "WriteForm",
]
