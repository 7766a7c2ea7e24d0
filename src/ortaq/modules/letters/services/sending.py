"""A letter leaves: by e-mail with a link, on paper with a code, into the member's own hand."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import publish
from ortaq.foundation.notify.ports import send_letter as post
from ortaq.modules.appeals import selectors as appeal_selectors
from ortaq.modules.appeals import services as appeals
from ortaq.modules.letters import selectors, tokens
from ortaq.modules.letters.errors import (
    LinkSpentError,
    NoAddressError,
    NotApprovedError,
    NoticeRunsError,
)
from ortaq.modules.letters.events import LetterSent
from ortaq.modules.letters.models import Carrier, Letter, Link
from ortaq.modules.letters.services.acts import (
    locked,
    must_hold,
    must_write,
    note,
    step,
    tell_author,
)
from ortaq.modules.letters.workflow import (
    LINK_DAYS,
    PRIVATE_NOTICE,
    SORTS,
    Kind,
    Side,
    Step,
)


@transaction.atomic
def send_letter(
    *, officer: User, letter: Letter, carrier: str, without_notice: str = ""
) -> tuple[Letter, str]:
    """Let a letter leave; return it and the address for the reply ("" when none is awaited).

    The address is known here and nowhere else: show it, print it, or lose it. Refused without
    the member's word on these very pages, and while the employer has the matter to himself,
    unless the officer says why the state must hear at once.
    """
    letter = locked(letter)
    must_write(officer, letter.appeal)
    if letter.needs_word and not letter.is_approved:
        raise NotApprovedError
    step(letter, Step.SEND)
    letter.carrier = Carrier.HAND.value if letter.side is Side.MEMBER else carrier
    if letter.carrier == Carrier.EMAIL and not letter.to_email:
        raise NoAddressError
    letter.without_notice = without_notice.strip()
    _keep_notice(letter)
    letter.sent_at = timezone.now()
    sort = SORTS[Kind(letter.kind)]
    address = ""
    if sort.reply:
        _start_clock(officer, letter)
        address = _new_link(officer, letter)
    letter.save()
    note(letter, "sent", who=officer)
    publish(LetterSent(letter_id=letter.pk, appeal_id=letter.appeal_id))
    if not sort.reply:
        tell_author(letter, "sent")
    if letter.carrier == Carrier.EMAIL:
        _post(letter, address)
    return letter, address


@transaction.atomic
def renew_link(*, officer: User, letter: Letter, by_email: bool = False) -> str:
    """Make a new link and end the old one; return its address, or send it by e-mail."""
    letter = locked(letter)
    must_hold(officer, letter.appeal)
    if not letter.is_gone or SORTS[Kind(letter.kind)].reply is None:
        raise LinkSpentError
    if by_email and not letter.to_email:
        raise NoAddressError
    _end_links(letter)
    address = _new_link(officer, letter)
    note(letter, "link_renewed", who=officer)
    if by_email:
        _post(letter, address)
    return address


@transaction.atomic
def revoke_link(*, officer: User, letter: Letter) -> None:
    """End the link of a letter: who follows it reads nothing more."""
    letter = locked(letter)
    must_hold(officer, letter.appeal)
    _end_links(letter)
    note(letter, "link_revoked", who=officer)


def _keep_notice(letter: Letter) -> None:
    """Give the employer his days; refuse the state before they are over."""
    today = timezone.localdate()
    sort = SORTS[Kind(letter.kind)]
    if sort.side is Side.EMPLOYER and sort.reply:
        letter.private_until = appeal_selectors.calendar().add(today, PRIVATE_NOTICE.workdays)
    if sort.side is Side.STATE and not letter.without_notice:
        notice = selectors.notice_of(letter.appeal, today=today)
        if not notice.is_over:
            raise NoticeRunsError


def _start_clock(officer: User, letter: Letter) -> None:
    """Start the clock of what is owed on this letter; the appeals tell the member."""
    clock = appeals.start_forwarded(
        actor=officer,
        appeal=letter.appeal,
        rule=SORTS[Kind(letter.kind)].rule,
        to_whom=letter.to_name[:200],
        started_on=timezone.localdate(),
    )
    letter.clock, letter.due_on = clock, timezone.localdate(clock.due_at)


def _new_link(officer: User, letter: Letter) -> str:
    token, now = tokens.new_token(), timezone.now()
    Link.objects.create(
        letter=letter,
        digest=tokens.digest_of(token),
        made_at=now,
        made_by=officer,
        expires_at=now + timedelta(days=LINK_DAYS),
    )
    return settings.PUBLIC_URL + reverse("letters-public:answer", args=[token])


def _end_links(letter: Letter) -> None:
    Link.objects.filter(letter=letter, revoked_at__isnull=True).update(revoked_at=timezone.now())


def _post(letter: Letter, address: str) -> None:
    """Write the mail: who writes and where to read; not about whom, nor about what."""
    with override(letter.language):
        subject = _("{body}: letter No. {number}").format(body=letter.body, number=letter.number)
        text = _(
            "{body} has written to you: letter No. {number}.\n\n"
            "Read it and reply here; no account is needed:\n{address}\n\n"
            "This address is yours alone. Whoever has it can read the letter and reply, so please "
            "pass it on only to the one who is to reply. It works for {days} days."
        ).format(body=letter.body, number=letter.number, address=address, days=LINK_DAYS)
    post(
        address=letter.to_email,
        channel="email",
        subject=subject,
        text=text,
        language=letter.language,
    )
