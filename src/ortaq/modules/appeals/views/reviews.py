"""Closed cases drawn by lot: read by somebody above, marked, and shown to the officer as help."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ortaq.foundation.accounts.access import SignedRequest, needs
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.ui.paging import paginate
from ortaq.modules.appeals import selectors, services
from ortaq.modules.appeals.forms import MarksForm, PurposeForm
from ortaq.modules.appeals.labels import CRITERION_LABELS, MARK_LABELS
from ortaq.modules.appeals.models import Review
from ortaq.modules.appeals.rules import REVIEWERS


@needs("appeals.reviews")
def reviews(request: SignedRequest) -> HttpResponse:
    """List what is drawn below, and what was said of one's own cases."""
    drawn = selectors.reviews_for(request.user)
    page = paginate(drawn, request, per_page=25, order=("-drawn_on", "-pk"))
    own = list(selectors.reviews_of(request.user).order_by("-at", "-pk")[:10])
    marks = selectors.marks_of(drawn)
    context = {
        "page": page,
        "own": [(review, marked(review)) for review in own],
        "reviewed": marks.reviewed,
        "percent": [(CRITERION_LABELS[c], n) for c, n in (marks.percent or {}).items()],
    }
    return render(request, "appeals/desk/reviews.html", context)


def marked(review: Review) -> list[tuple[object, object]]:
    """Return the questions with the answers that a reviewer gave."""
    return [
        (label, MARK_LABELS[review.marks[name]])
        for name, label in CRITERION_LABELS.items()
        if name in review.marks
    ]


@needs("appeals.review", load=selectors.review)
def review(request: SignedRequest, review: Review) -> HttpResponse:
    """Ask why; then show the words without a name, and take the marks."""
    is_mine = review.reviewer_id == request.user.pk
    if not is_mine and review.reviewer_id is not None:
        messages.info(request, _("Somebody else reads this case already."))
        return redirect("appeals-desk:reviews")
    return _mark(request, review) if is_mine else _open(request, review)


def _open(request: SignedRequest, review: Review) -> HttpResponse:
    form = PurposeForm(request.POST or None)
    if form.is_valid():
        post = next(iter(orgs.mandates_of(request.user, kinds=REVIEWERS)))
        services.open_review(
            reviewer=request.user,
            review=review,
            purpose=form.cleaned_data["purpose"],
            post=_("{kind}, {body}").format(kind=post.get_kind_display(), body=post.body),
        )
        return redirect("appeals-desk:review", pk=review.pk)
    context = {"review": review, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "appeals/desk/review_open.html", context, status=status)


def _mark(request: SignedRequest, review: Review) -> HttpResponse:
    form = MarksForm(request.POST or None, marks=review.marks, initial={"words": review.words})
    if form.is_valid():
        services.mark_review(
            reviewer=request.user,
            review=review,
            marks=form.marks,
            words=form.cleaned_data["words"],
        )
        messages.success(request, _("Your marks are kept, and the officer is told."))
        return redirect("appeals-desk:reviews")
    context = {
        "review": review,
        "appeal": review.appeal,
        "replies": selectors.replies_of(review.appeal),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "appeals/desk/review.html", context, status=status)
