"""The joint page: words go to and fro until both sides have confirmed the same ones."""

import hashlib
import json
from datetime import date

from django.db import transaction
from django.utils import timezone

from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.bus import publish
from ortaq.modules.letters.composing import plain
from ortaq.modules.letters.errors import (
    EmptyTextError,
    LinkSpentError,
    NotAgreedError,
    NotAuthorError,
    TracesError,
)
from ortaq.modules.letters.events import SolutionAgreed, SolutionChecked
from ortaq.modules.letters.models import Letter, Link, Solution, Version
from ortaq.modules.letters.services.acts import (
    locked,
    must_hold,
    note,
    tell_author,
    tell_holder,
)
from ortaq.modules.letters.traces import traces_of
from ortaq.modules.letters.workflow import Done, Side

MOST_VERSIONS = 30


@transaction.atomic
def propose_solution(*, officer: User, letter: Letter, text: str, check_on: date) -> Solution:
    """Put the union's words on the table of a letter to the employer, or new ones on top.

    TracesError when the member's data occur in them: the page is about what will be done, and it
    may become public. Nothing is confirmed any more by the other side but what he confirms anew.
    """
    letter = locked(letter)
    must_hold(officer, letter.appeal)
    if not letter.is_gone or letter.side is not Side.EMPLOYER:
        raise NotAgreedError
    solution, _new = Solution.objects.select_for_update().get_or_create(
        letter=letter, defaults={"check_on": check_on}
    )
    text = _checked(letter, text)
    solution.check_on = check_on
    solution.union_version = _put(solution, text, by=officer)
    solution.save()
    note(letter, "solution_proposed", who=officer)
    return solution


@transaction.atomic
def counter_solution(*, link: Link, text: str, writer: str) -> Solution:
    """Put the counterpart's words on the table; his own version is confirmed by him."""
    letter, solution = _of(link)
    text = plain(text)
    if not text:
        raise EmptyTextError
    solution.other_version = _put(solution, text, writer=plain(writer)[:200])
    solution.other_name = plain(writer)[:200]
    solution.save()
    note(letter, "solution_countered", who=None)
    tell_holder(letter, "solution_countered")
    return solution


@transaction.atomic
def accept_solution(
    *, link: Link, version: int, writer: str, may_be_public: bool = False
) -> Solution:
    """Confirm the last version for the counterpart; agreed when the union has confirmed it too.

    NotAgreedError when other words have come on top meanwhile: read those first.
    """
    letter, solution = _of(link)
    _must_be_last(solution, version)
    solution.other_version, solution.other_name = version, plain(writer)[:200]
    solution.other_public = may_be_public
    _settle(letter, solution)
    return solution


@transaction.atomic
def confirm_solution(
    *, officer: User, letter: Letter, version: int, may_be_public: bool = False
) -> Solution:
    """Confirm the last version for the union. TracesError when it names the member."""
    letter = locked(letter)
    must_hold(officer, letter.appeal)
    solution = Solution.objects.select_for_update().get(letter=letter)
    last = _must_be_last(solution, version)
    _checked(letter, last.text)
    solution.union_version, solution.union_public = version, may_be_public
    note(letter, "solution_confirmed", who=officer)
    _settle(letter, solution)
    return solution


@transaction.atomic
def open_to_public(*, officer: User, letter: Letter) -> Solution:
    """Say the union's yes to a public page, also after the agreement; the other side has its own.

    TracesError when the agreed words name the member.
    """
    letter = locked(letter)
    must_hold(officer, letter.appeal)
    solution = Solution.objects.select_for_update().get(letter=letter)
    _checked(letter, Version.objects.get(solution=solution, no=solution.union_version).text)
    solution.union_public = True
    solution.save(update_fields=["union_public"])
    note(letter, "solution_opened", who=officer)
    return solution


@transaction.atomic
def close_to_public(*, officer: User, letter: Letter) -> Solution:
    """Take the union's yes to a public page back: the page is everybody's no more."""
    letter = locked(letter)
    must_hold(officer, letter.appeal)
    solution = Solution.objects.select_for_update().get(letter=letter)
    solution.union_public = False
    solution.save(update_fields=["union_public"])
    note(letter, "solution_closed", who=officer)
    return solution


@transaction.atomic
def check_solution(*, officer: User, letter: Letter, done: Done) -> Solution:
    """Say whether what was agreed was done. The appeal's outcome is still to be stated."""
    letter = locked(letter)
    must_hold(officer, letter.appeal)
    solution = Solution.objects.select_for_update().get(letter=letter)
    if solution.agreed_at is None:
        raise NotAgreedError
    solution.done, solution.done_at, solution.done_by = done.value, timezone.now(), officer
    solution.save(update_fields=["done", "done_at", "done_by"])
    note(letter, "solution_checked", who=officer)
    publish(SolutionChecked(solution_id=solution.pk, appeal_id=letter.appeal_id, done=done.value))
    tell_author(letter, "solution_checked")
    return solution


@transaction.atomic
def say_done(*, author: User, letter: Letter, done: Done) -> Solution:
    """The member says whether what was agreed was done for him."""
    letter = locked(letter)
    if letter.appeal.author_id != author.pk:
        raise NotAuthorError
    solution = Solution.objects.select_for_update().get(letter=letter)
    if solution.agreed_at is None:
        raise NotAgreedError
    solution.member_done = done.value
    solution.save(update_fields=["member_done"])
    note(letter, "solution_said", who=author)
    tell_holder(letter, "solution_said")
    return solution


def _of(link: Link) -> tuple[Letter, Solution]:
    letter = locked(link.letter)
    live = Link.objects.filter(pk=link.pk, revoked_at__isnull=True, expires_at__gt=timezone.now())
    solution = Solution.objects.select_for_update().filter(letter=letter).first()
    if solution is None or not live.exists():
        raise LinkSpentError
    return letter, solution


def _put(solution: Solution, text: str, *, by: User | None = None, writer: str = "") -> int:
    """Add a version. After an agreement nothing is added: that is what agreed means."""
    last = _last(solution)
    if solution.agreed_at or (last and last.no >= MOST_VERSIONS):
        raise NotAgreedError
    no = last.no + 1 if last else 1
    Version.objects.create(
        solution=solution, no=no, by=by, writer=writer, text=text, at=timezone.now()
    )
    return no


def _last(solution: Solution) -> Version | None:
    return Version.objects.filter(solution=solution).order_by("-no").first()


def _must_be_last(solution: Solution, version: int) -> Version:
    last = _last(solution)
    if last is None or last.no != version or solution.agreed_at:
        raise NotAgreedError
    return last


def _checked(letter: Letter, text: str) -> str:
    text = plain(text)
    if not text:
        raise EmptyTextError
    if found := traces_of(letter.appeal.author, text):
        raise TracesError(found)
    return text


def _settle(letter: Letter, solution: Solution) -> None:
    """Keep the confirmation; when both stand on one version, give it a day and a digest."""
    if solution.union_version == solution.other_version:
        version = Version.objects.get(solution=solution, no=solution.union_version)
        solution.agreed_at = timezone.now()
        solution.digest = digest_of(solution, version.text)
        publish(SolutionAgreed(solution_id=solution.pk, appeal_id=letter.appeal_id))
        note(letter, "solution_agreed", who=None)
        tell_holder(letter, "solution_agreed")
        tell_author(letter, "solution_agreed")
    solution.save()


def digest_of(solution: Solution, text: str) -> str:
    """Return the SHA-256 of an agreed page: parties, words and day, as canonical JSON."""
    letter = solution.letter
    agreed = timezone.localdate(solution.agreed_at).isoformat() if solution.agreed_at else ""
    page = {
        "union": {code: letter.body.name.get(code, "") for code in ("kk", "ru", "en")},
        "other": letter.to_name,
        "text": text,
        "agreed_on": agreed,
        "check_on": solution.check_on.isoformat(),
    }
    canonical = json.dumps(page, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
