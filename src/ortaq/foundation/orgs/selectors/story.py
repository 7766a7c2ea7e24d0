"""A body's life as people tell it: opened, moved, split, merged, who led it, what was elected."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from ortaq.foundation.orgs.models import Body, Election, Link, Mandate, Succession
from ortaq.foundation.orgs.selectors.elections import elections_of
from ortaq.foundation.orgs.selectors.mandates import former_mandates
from ortaq.foundation.texts import dates
from ortaq.foundation.texts.quotes import inner

MOST = 100  # moments; the rest is in the audit trail


@dataclass(frozen=True)
class Moment:
    """One step of a body's life, as ``ui/_timeline.html`` shows it."""

    on: date
    title: str
    detail: str = ""
    state: str = "done"

    @property
    def at(self) -> str:
        """The day with its year: history outlives the week."""
        return dates.dated(self.on)


def story_of(body: Body, *, places: Sequence[Link], people: Iterable[Mandate]) -> list[Moment]:
    """Return what has happened to a body and what is planned, latest first, in four queries.

    ``places`` is its ``history``, ``people`` are its ``people_in_posts``: the page has them.
    """
    today = timezone.localdate()
    moments = [Moment(body.opened_on, _("The body was opened"))]
    if body.closed_on:
        state = "done" if body.closed_on <= today else "next"
        moments.append(Moment(body.closed_on, _("The body was closed"), state=state))
    moments += _places(places, today)
    moments += _successions(body)
    moments += _posts(body, people)
    moments += _meetings(body)
    moments.sort(key=lambda moment: moment.on, reverse=True)
    return moments[:MOST]


def _places(links: Sequence[Link], today: date) -> Iterator[Moment]:
    begun = {(link.line, link.since) for link in links}
    for link in links:
        state = "next" if link.since > today else "done"
        yield Moment(link.since, _came(link), link.ground, state)
        if link.until and link.until > link.since and (link.line, link.until) not in begun:
            yield Moment(link.until, _left(link), state="next" if link.until > today else "done")


def _came(link: Link) -> str:
    return _("Stands under “{parent}” ({line})").format(
        parent=inner(link.parent), line=link.get_line_display()
    )


def _left(link: Link) -> str:
    return _("Left “{parent}” ({line})").format(
        parent=inner(link.parent), line=link.get_line_display()
    )


def _successions(body: Body) -> Iterator[Moment]:
    merged = Succession.Kind.MERGED
    for step in Succession.objects.filter(before=body).select_related("after"):
        said = _("Joined “{body}”") if step.kind == merged else _("“{body}” came out of it")
        yield Moment(step.on, said.format(body=inner(step.after)), step.ground)
    for step in Succession.objects.filter(after=body).select_related("before"):
        said = _("“{body}” joined it") if step.kind == merged else _("Came out of “{body}”")
        yield Moment(step.on, said.format(body=inner(step.before)), step.ground)


def _posts(body: Body, people: Iterable[Mandate]) -> Iterator[Moment]:
    for mandate in people:
        yield Moment(mandate.since, _took(mandate), mandate.ground)
    for mandate in former_mandates(body)[:MOST]:
        yield Moment(mandate.since, _took(mandate), mandate.ground)
        if mandate.until:
            gone = _("{person} left the post: {post}").format(
                person=mandate.user.full_name, post=mandate.label
            )
            yield Moment(mandate.until, gone, mandate.end_ground)


def _took(mandate: Mandate) -> str:
    return _("{person} took up the post: {post}").format(
        person=mandate.user.full_name, post=mandate.label
    )


def _meetings(body: Body) -> Iterator[Moment]:
    for meeting in elections_of(body)[:MOST]:
        if meeting.state == Election.State.HELD:
            detail = f"{meeting.get_result_display()}. {meeting.minutes}"
            yield Moment(meeting.on, meeting.get_kind_display(), detail)
        elif meeting.state == Election.State.PLANNED:
            yield Moment(meeting.on, meeting.get_kind_display(), meeting.place, "next")
