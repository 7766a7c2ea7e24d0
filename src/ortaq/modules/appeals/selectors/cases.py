"""Collective cases, merged doubles, notes, saved replies."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.orgs import selectors as orgs
from ortaq.foundation.orgs.models import Path
from ortaq.modules.appeals.models import (
    Appeal,
    Case,
    CaseReply,
    Merge,
    Note,
    SavedReply,
    Signature,
)
from ortaq.modules.appeals.rules import WORKERS
from ortaq.modules.appeals.selectors.desk import at_desks_of
from ortaq.modules.appeals.workflow import CROWD, OPEN, UNDO_MERGE
from ortaq.modules.membership import selectors as membership
from ortaq.modules.workplaces import selectors as workplaces


def case(number: str) -> Case | None:
    """Return a collective case by its number, or None."""
    if "\0" in number:  # PostgreSQL has no such letter
        return None
    rows = Case.objects.select_related("holder", "desk", "body", "site")
    return rows.filter(number=number[:20]).first()


def appeals_of_case(case: Case, reader: User) -> QuerySet[Appeal]:
    """Return the appeals of a case that an officer may read; a page orders them."""
    rows = Appeal.objects.filter(at_desks_of(reader), case=case).exclude(author=reader)
    return rows.select_related("author", "holder", "body", "case").defer("text", "receipt_digest")


@dataclass(frozen=True)
class Crowd:
    """How many people a case is of. ``shown`` is None under seven: they could be guessed."""

    open: int
    appeals: int
    shown: int | None


def crowd_of(case: Case) -> Crowd:
    """Count the people of a case: who asked, and who signed."""
    rows = Appeal.objects.filter(case=case)
    signed = Signature.objects.filter(case=case).values_list("person")
    people = rows.values_list("author").union(signed).count()
    is_open = rows.filter(status__in=OPEN).count()
    shown = people if people >= CROWD else None
    return Crowd(is_open, rows.count(), shown)


def open_with(case: Case, officer: User) -> int:
    """Return how many open appeals of a case an officer has himself."""
    return Appeal.objects.filter(case=case, holder=officer, status__in=OPEN).count()


def case_replies_of(case: Case) -> list[CaseReply]:
    """Return the answers to all of a case, the newest first."""
    return list(CaseReply.objects.filter(case=case).select_related("officer").order_by("-pk"))


def joinable_cases(officer: User, appeal: Appeal) -> list[Case]:
    """Return the open cases at the desk of an appeal that it may join."""
    rows = Case.objects.filter(desk=appeal.desk_id, closed_at=None)
    return list(rows.order_by("-opened_at")[:20])


def alike(appeal: Appeal) -> QuerySet[Appeal]:
    """Return other open appeals of the same place and topic at the same desk, in no case yet."""
    place = Q(body=appeal.body_id)
    if appeal.site_id:
        place |= Q(site=appeal.site_id)
    rows = Appeal.objects.filter(place, desk=appeal.desk_id, topic=appeal.topic, case=None)
    return rows.filter(status__in=OPEN).exclude(pk=appeal.pk)


def signable_cases(person: User) -> list[Case]:
    """Return the open cases that a person may sign (``rules.may_sign``), the newest first."""
    bodies = {body.pk for body in membership.bodies_of(person)}
    if not bodies:
        return []
    sides = workplaces.sides_of(person)
    sites = {job.site_id for job in workplaces.jobs_of(person)}
    here = Q(body__in=bodies) | Q(site__in=sites)
    theirs = Q(body__in=sides.bodies) | Q(site__in=sides.sites)
    theirs |= Q(site__employer__in=sides.employers)
    rows = Case.objects.filter(here, closed_at=None).exclude(words="").exclude(theirs)
    rows = rows.exclude(
        pk__in=Appeal.objects.filter(against=person, case__isnull=False).values("case")
    )
    return list(rows.select_related("body", "site").order_by("-opened_at")[:20])


def has_signed(person: User, case: Case) -> bool:
    """Whether a person has signed a case."""
    return Signature.objects.filter(case=case, person=person).exists()


def own_in_case(person: User, case: Case) -> list[Appeal]:
    """Return a person's own appeals in a case."""
    return list(Appeal.objects.filter(case=case, author=person).only("number").order_by("pk"))


# Doubles


def doubles_of(appeal: Appeal) -> list[Appeal]:
    """Return later open appeals of the same author, the candidates to go on as one with this.

    Only those with the same holder: he knows already whose they are.
    """
    if not appeal.is_open or appeal.holder_id is None:
        return []
    rows = Appeal.objects.filter(author=appeal.author_id, holder=appeal.holder_id)
    rows = rows.filter(status__in=OPEN, submitted_at__gte=appeal.submitted_at)
    return list(rows.exclude(pk=appeal.pk).order_by("submitted_at", "pk")[:10])


def merged_into(appeal: Appeal) -> list[Merge]:
    """Return the doubles that go on as this appeal."""
    rows = Merge.objects.filter(into=appeal, undone_at=None).select_related("appeal", "by")
    return list(rows.order_by("pk"))


def may_be_parted(appeal: Appeal) -> bool:
    """Whether an appeal was merged less than a day ago."""
    since = timezone.now() - UNDO_MERGE
    return Merge.objects.filter(appeal=appeal, undone_at=None, at__gt=since).exists()


# Notes and saved replies


def notes_of(appeal: Appeal) -> list[Note]:
    """Return the notes of officers, the newest first. Never for the author."""
    return list(Note.objects.filter(appeal=appeal).select_related("officer").order_by("-pk"))


def saved_replies(officer: User, *, topic: str = "") -> list[SavedReply]:
    """Return the replies of an officer's desks and of the bodies above them, by title."""
    desks = {mandate.body_id for mandate in orgs.mandates_of(officer, kinds=WORKERS)}
    above = Path.objects.filter(descendant__in=desks).values("ancestor")
    rows = SavedReply.objects.filter(Q(body__in=desks) | Q(body__in=above))
    if topic:
        rows = rows.filter(topic__in=["", topic])
    return list(rows.select_related("body").order_by("title", "pk")[:100])


def saved_reply(pk: int) -> SavedReply | None:
    """Return a saved reply, or None."""
    return SavedReply.objects.select_related("body").filter(pk=pk).first()
