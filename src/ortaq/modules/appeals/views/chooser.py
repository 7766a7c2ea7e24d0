"""What the holder may say on an appeal's page: words, or an answer with one of the endings."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ortaq.modules.appeals import services
from ortaq.modules.appeals.forms import AnswerForm, WriteForm
from ortaq.modules.appeals.models import ENDING_LABELS, Appeal
from ortaq.modules.appeals.workflow import STATED, Ending

WRITE = "write"


@dataclass(frozen=True)
class Choice:
    """One way to write: its name in the address, its words, whether it is chosen."""

    name: str
    label: str | Promise
    is_chosen: bool


@dataclass(frozen=True)
class Chooser:
    """The chosen form, and the other ways as links: without a script only what fits is shown."""

    choices: list[Choice]
    form: WriteForm | AnswerForm
    is_answer: bool


def chooser(
    request: HttpRequest, appeal: Appeal, form: WriteForm | AnswerForm | None = None
) -> Chooser:
    """Return what the holder sees; ``form`` is one that must be filled in better."""
    chosen = _chosen(request, appeal, form)
    if form is None:
        form = WriteForm() if chosen == WRITE else _answer(appeal, Ending(chosen))
    ways = [(WRITE, _("Write without ending")), *((e.value, ENDING_LABELS[e]) for e in STATED)]
    choices = [Choice(name, label, name == chosen) for name, label in ways]
    return Chooser(choices, form, isinstance(form, AnswerForm))


def _answer(appeal: Appeal, ending: Ending) -> AnswerForm:
    late = services.is_late(appeal=appeal, now=timezone.now())
    return AnswerForm(appeal=appeal, ending=ending, late=late)


def _chosen(request: HttpRequest, appeal: Appeal, form: WriteForm | AnswerForm | None) -> str:
    if isinstance(form, AnswerForm):
        return form.ending.value
    asked = request.GET.get("as", "")
    if form is None and asked in {one.value for one in STATED}:
        return asked
    return WRITE
