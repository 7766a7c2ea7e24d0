"""What the rooms below state, told to the persons whom it concerns."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from ortaq.foundation.accounts.events import CorrectionDecided, ExportReady, RecordOpened
from ortaq.foundation.accounts.models import RecordOpening, User
from ortaq.foundation.audit.events import AuditBroken, AuditLagging
from ortaq.foundation.events.bus import subscribe
from ortaq.foundation.notify.services import notify
from ortaq.foundation.orgs.events import (
    BodySplit,
    MandateEnded,
    MandateEndProposed,
    MandateExpiring,
    MandateGranted,
    MandateProposed,
    MandateRefused,
    TermsRunningOut,
)
from ortaq.foundation.orgs.kinds import MANDATES_GRANTED_BY, Kind
from ortaq.foundation.orgs.models import Body, Mandate
from ortaq.foundation.orgs.selectors import centre, grantors_above, holders, is_here
from ortaq.foundation.texts import dates
from ortaq.foundation.texts.fields import LANGUAGES


def _in_each_language(say: Callable[[], object]) -> dict[str, str]:
    """Return words in all languages, since the reader's is known only when he reads."""
    words = {}
    for code in LANGUAGES:
        with translation.override(code):
            words[code] = str(say())
    return words


def _day(day: date) -> dict[str, str]:
    return _in_each_language(lambda: dates.day(day, near=False))


@subscribe(RecordOpened)
def tell_whose_record_was_opened(event: RecordOpened) -> None:
    """Tell the person who opened the record; the page under the link says why."""
    opening = RecordOpening.objects.select_related("reader", "person").get(pk=event.opening_id)
    notify(
        users=[opening.person],
        kind="accounts.record_opened",
        params={"reader": opening.reader.short_name, "post": opening.reader_post},
        url=reverse("accounts:openings"),
        key=f"opening:{opening.pk}",
    )


@subscribe(ExportReady)
def tell_export_is_ready(event: ExportReady) -> None:
    """Tell the person that the copy may be fetched."""
    notify(
        users=User.objects.filter(pk=event.person_id),
        kind="accounts.export_ready",
        url=reverse("accounts:data"),
        key=f"export:{event.export_id}",
    )


@subscribe(CorrectionDecided)
def tell_correction_was_decided(event: CorrectionDecided) -> None:
    """Tell the person that an officer has decided."""
    notify(
        users=User.objects.filter(pk=event.person_id),
        kind="accounts.correction_decided",
        url=reverse("accounts:data"),
        key=f"correction:{event.correction_id}",
    )


def _mandate(pk: int) -> Mandate:
    return Mandate.objects.select_related("user", "body", "proposed_by").get(pk=pk)


def _post(mandate: Mandate) -> dict[str, Any]:
    label = _in_each_language(lambda: Kind(mandate.kind).label)
    return {"post": label, "body": dict(mandate.body.name)}


def _tell_holder(mandate_id: int, kind: str, key: str, **params: Any) -> None:
    mandate = _mandate(mandate_id)
    notify(
        users=[mandate.user],
        kind=kind,
        params={**_post(mandate), **params},
        url="/desk/" if kind != "orgs.mandate_ended" else "",
        key=f"{key}:{mandate_id}",
    )


def _second_persons(mandate: Mandate) -> list[User]:
    """Return who may decide on a proposal, at the nearest body where anybody may."""
    may = [
        held
        for held in grantors_above(mandate.body)
        if held.user.has_perm("orgs.confirm_mandate", mandate)
    ]
    return [held.user for held in may if held.body_id == may[0].body_id]


@subscribe(BodySplit)
def tell_who_names_officers(event: BodySplit) -> None:
    """A body just opened has nobody: tell the nearest who may propose somebody for its posts."""
    for body in Body.objects.filter(pk__in=event.new_ids, closed_on__isnull=True):
        nearest = holders(body, kinds=MANDATES_GRANTED_BY)
        if any(is_here(user, body.pk, kinds=MANDATES_GRANTED_BY) for user in nearest):
            continue
        notify(
            users=nearest,
            kind="orgs.body_without_officers",
            params={"body": dict(body.name)},
            url=f"{reverse('orgs:propose')}?body={body.pk}",
            key=f"officers:{body.pk}",
        )


@subscribe(MandateProposed)
def tell_second_person_of_a_proposal(event: MandateProposed) -> None:
    """Tell those who may confirm; when it was decided meanwhile, nobody."""
    mandate = _mandate(event.mandate_id)
    if mandate.state != Mandate.State.PROPOSED:
        return
    notify(
        users=_second_persons(mandate),
        kind="orgs.mandate_proposed",
        params=_post(mandate),
        url=reverse("orgs:confirm", args=[mandate.pk]),
        key=f"proposed:{mandate.pk}",
    )


@subscribe(MandateEndProposed)
def tell_second_person_of_an_end(event: MandateEndProposed) -> None:
    """Tell those who may confirm the end; when it was decided meanwhile, nobody."""
    mandate = _mandate(event.mandate_id)
    if mandate.state != Mandate.State.ENDING or mandate.end_on is None:
        return
    notify(
        users=_second_persons(mandate),
        kind="orgs.mandate_end_proposed",
        params={**_post(mandate), "until": _day(mandate.end_on)},
        url=reverse("orgs:confirm", args=[mandate.pk]),
        key=f"end_proposed:{mandate.pk}:{mandate.end_on}:{mandate.end_proposed_by_id}",
    )


@subscribe(MandateRefused)
def tell_proposer_of_a_refusal(event: MandateRefused) -> None:
    """Tell who proposed, unless he withdrew it himself."""
    mandate = _mandate(event.mandate_id)
    if event.by_id == mandate.proposed_by_id:
        return
    notify(
        users=[mandate.proposed_by] if mandate.proposed_by else [],
        kind="orgs.mandate_refused",
        params=_post(mandate),
        url=reverse("orgs:mandates"),
        key=f"refused:{mandate.pk}",
    )


@subscribe(MandateGranted)
def tell_mandate_was_granted(event: MandateGranted) -> None:
    """Tell the holder that the post is held."""
    since = Mandate.objects.values_list("since", flat=True).get(pk=event.mandate_id)
    _tell_holder(event.mandate_id, "orgs.mandate_granted", "granted", since=_day(since))


@subscribe(MandateEnded)
def tell_mandate_has_ended(event: MandateEnded) -> None:
    """Tell the holder that the post is no longer held."""
    _tell_holder(event.mandate_id, "orgs.mandate_ended", "ended")


@subscribe(MandateExpiring)
def tell_term_runs_out(event: MandateExpiring) -> None:
    """Tell the holder in time, and the chair of the body; once at 90, 30 and 7 days."""
    until, key = date.fromisoformat(event.until), f"expiring:{event.until}:{event.days}"
    _tell_holder(event.mandate_id, "orgs.mandate_expiring", key, until=_day(until))
    mandate = _mandate(event.mandate_id)
    chairs = holders(mandate.body, kinds=[Kind.CHAIR])
    notify(
        users=[
            chair
            for chair in chairs
            if chair != mandate.user and is_here(chair, mandate.body_id, kinds=[Kind.CHAIR])
        ],
        kind="orgs.term_ends_here",
        params={**_post(mandate), "until": _day(until)},
        url=_calendar(until),
        key=f"{key}:{mandate.pk}",
    )


@subscribe(TermsRunningOut)
def tell_how_many_terms_run_out_below(event: TermsRunningOut) -> None:
    """Tell those who grant posts at the body above, or at the nearest one that has such."""
    body = Body.objects.get(pk=event.body_id)
    notify(
        users=holders(body, kinds=MANDATES_GRANTED_BY),
        kind="orgs.terms_running_out",
        params={"body": dict(body.name), "count": event.count, "days": event.days},
        url=_calendar(date.fromisoformat(event.on)),
        key=f"terms:{event.on}:{event.days}:{body.pk}",
    )


def _calendar(day: date) -> str:
    return f"{reverse('orgs:elections')}?month={day:%Y-%m}"


def _administrators() -> list[User]:
    try:
        return holders(centre(), kinds=[Kind.ADMINISTRATOR])
    except Body.DoesNotExist:  # an installation before its first body
        return []


@subscribe(AuditLagging)
def tell_administrators_that_the_chain_lags(event: AuditLagging) -> None:
    """Tell the administrators, once an hour while it lasts."""
    notify(
        users=_administrators(),
        kind="audit.lagging",
        params={"pending": event.pending, "minutes": event.seconds // 60},
        url=reverse("events:jobs"),
        key=f"audit.lagging:{timezone.now():%Y%m%d%H}",
    )


@subscribe(AuditBroken)
def tell_administrators_that_the_trail_was_changed(event: AuditBroken) -> None:
    """Tell the administrators, once for each broken link."""
    notify(
        users=_administrators(),
        kind="audit.broken",
        params={"seq": event.seq},
        url=reverse("audit:trail"),
        key=f"audit.broken:{event.seq}",
    )
