"""The holder writes to the member, or answers and states what came of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.modules.appeals import selectors, services
from ortaq.modules.appeals.forms import AnswerForm, WriteForm
from ortaq.modules.appeals.models import Appeal
from ortaq.modules.appeals.views.desk import next_page, page
from ortaq.modules.appeals.views.uploads import stored
from ortaq.modules.appeals.workflow import STATED, Ending, IllegalStepError, Remedy


@require_POST
@needs("appeals.write", load=selectors.appeal)
def write(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Write to the member; the appeal stays open."""
    form = WriteForm(request.POST, request.FILES)
    if not form.is_valid() or (files := stored(form, request.user)) is None:
        return page(request, appeal, words=form)
    data = form.cleaned_data
    try:
        services.write_to_member(
            officer=request.user,
            appeal=appeal,
            text=data["text"],
            files=files,
            promised_on=data["promised_on"],
        )
    except services.PromiseError:
        form.add_error("promised_on", _("Choose a day from today on, within a year."))
        return page(request, appeal, words=form)
    except IllegalStepError:
        messages.info(request, _("This appeal is not in work: nothing was sent."))
    except services.NotHolderError:
        messages.info(request, _("Another officer has this appeal now: nothing was sent."))
        return redirect("appeals-desk:queue")
    else:
        messages.success(request, _("Your words are with the member. The appeal stays open."))
    return redirect("appeals-desk:show", number=appeal.number)


@require_POST
@needs("appeals.answer", load=selectors.appeal)
def answer(request: SignedRequest, appeal: Appeal) -> HttpResponse:
    """Answer with the outcome; then the next appeal opens."""
    officer, data = request.user, request.POST.copy()
    if not data.get("kind"):  # words alone answer a question
        data["kind"] = Ending.REMEDIED.value
        data.setlist("remedies", data.getlist("remedies") or [Remedy.EXPLAINED.value])
    asked = {one.value: one for one in STATED}
    ending = asked.get(str(data["kind"]), Ending.REMEDIED)
    late = services.is_late(appeal=appeal, now=timezone.now())
    form = AnswerForm(data, request.FILES, appeal=appeal, ending=ending, late=late)
    if not form.is_valid() or (files := stored(form, officer)) is None:
        return page(request, appeal, words=form)
    try:
        services.answer_appeal(
            officer=officer,
            appeal=appeal,
            text=form.cleaned_data["text"],
            files=files,
            outcome=form.stated,
            late_reason=form.cleaned_data.get("late_reason", ""),
        )
        messages.success(
            request, _("Answer {number} is with the member.").format(number=appeal.number)
        )
    except IllegalStepError:
        messages.info(request, _("This appeal is not in work: the answer was not sent."))
        return redirect("appeals-desk:show", number=appeal.number)
    except services.LateWithoutReasonError:
        messages.info(request, _("The day of the answer has just passed: say why, and send it."))
        return redirect("appeals-desk:show", number=appeal.number)
    except services.NotHolderError:
        messages.info(request, _("Another officer has this appeal now: the answer was not sent."))
        return redirect("appeals-desk:queue")
    return next_page(request, appeal)
